// The lobby: one line to begin with, and what is showing.

import { listen, media } from "../api.js";
import { fill, h, icon, keyed } from "../dom.js";
import { badge, because, button, chip, choice, plural, sheet, skeleton, still, trouble } from "../parts.js";
import { lights } from "../theme.js";
import { dollars, order } from "./price.js";

export async function mount(root, { api, go }) {
  const premise = new Premise(api, go);
  const shelf = new Shelf(api);
  const makers = h("p", { class: "home-makers small faint" });
  root.append(
    h("div", { class: "home" },
      h("header", { class: "home-bar" }, h("a", { class: "home-name", href: "#/" }, icon("mark"), "Cliffhanger"), lights()),
      h("main", { class: "home-main" },
        h("section", { class: "home-hero", "aria-labelledby": "home-title" }, h("h1", { id: "home-title" }, "One line. Who, and what happens to them."), premise.node, premise.sparks, makers),
        shelf.node,
      )),
  );
  if (matchMedia("(min-width: 900px)").matches) premise.box.focus({ preventScroll: true });
  api.get("/studio").then((studio) => {
    premise.offer(studio.sparks ?? []);
    say(makers, studio);
  }, () => premise.offer([]));
  await shelf.read();
  let timer = 0;
  const silence = listen("", (event) => {
    if (!["queued", "started", "finished", "failed", "stopped", "changed"].includes(event.kind)) return;
    clearTimeout(timer);
    timer = setTimeout(() => shelf.read(), 300);
  }, (state) => state === "live" && shelf.failed && shelf.read());
  return () => {
    clearTimeout(timer);
    silence();
  };
}

/** The box, how many, how fine, and Go. */
class Premise {
  constructor(api, go) {
    this.box = h("textarea", { class: "premise-box", rows: 2, maxlength: 600, placeholder: "A night nurse gets a voicemail from her own number, sent tomorrow.", "aria-label": "Premise: one line, who, and what happens to them", "data-test": "premise", enterkeyhint: "go", autocomplete: "off" });
    this.api = api;
    const priced = () => this.price();
    this.episodes = choice("episodes", "Episodes", [["1", "1 episode"], ["3", "3"], ["10", "10"]], "1", priced);
    this.quality = choice("quality", "Quality", [["draft", "Draft"], ["final", "Final"]], "draft", priced);
    this.mix = h("p", { class: "premise-mix small soft", "data-test": "mix", role: "status" });
    this.start = button("Roll", { kind: "primary big premise-go", icon: "play", test: "go", label: "Roll: make it", on: () => this.roll(api, go) });
    this.box.addEventListener("input", () => this.check());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.start.click();
    });
    this.node = h("form", { class: "premise", on: { submit: (event) => event.preventDefault() } }, this.box, h("div", { class: "premise-row" }, this.episodes, this.quality, h("span", { class: "grow" }), this.start), this.mix);
    this.sparks = h("div", { class: "home-sparks", role: "group", "aria-label": "Sparks to start from" }, skeleton("34px", "15em"), skeleton("34px", "19em"), skeleton("34px", "13em"));
    this.check();
    this.price();
  }

  get bid() {
    return `/bid?episodes=${this.episodes.value}&quality=${this.quality.value}`;
  }

  /** Who films, in words, and what it costs where it costs anything. */
  async price() {
    const asked = (this.asked = this.bid);
    const slow = setTimeout(() => asked === this.asked && this.known && fill(this.mix, this.known, " · asking what it costs"), 400);
    const told = await this.api.get(asked).catch((error) => ({ wrong: error.message }));
    clearTimeout(slow);
    if (asked !== this.asked) return;
    if (told.wrong) return fill(this.mix, icon("warn"), h("span", null, told.wrong));
    this.known = told.mix.charAt(0).toUpperCase() + told.mix.slice(1);
    fill(this.mix, this.known, told.usd >= 0.005 && [" · ", h("b", { "data-test": "price" }, `about ${dollars(told.usd)}`), " and retakes on top"], !told.drawn && told.usd < 0.005 && " · costs nothing");
  }

  check() {
    because(this.start, this.box.value.trim().length < 3 ? "Write a line first, or take a spark." : "");
  }

  offer(sparks) {
    fill(this.sparks, sparks.slice(0, 6).map((text) => chip(text, { test: "spark", on: () => this.fill(text) })));
  }

  fill(text) {
    this.box.value = text;
    this.check();
    this.box.focus();
  }

  async roll(api, go) {
    const wanted = { premise: this.box.value.trim(), episodes: Number(this.episodes.value), quality: this.quality.value };
    const begun = await order(api, "/series", this.bid, wanted, wanted.episodes > 1 ? `These ${wanted.episodes} episodes` : "This episode");
    if (begun) go(`#/${begun.series}/floor`);
  }
}

/** What is showing: a poster a series. */
class Shelf {
  constructor(api) {
    this.api = api;
    this.failed = false;
    this.count = h("span", { class: "faint small" });
    this.list = h("ul", { class: "posters" }, Array.from({ length: 4 }, () => h("li", null, h("div", { class: "skeleton still" }))));
    this.node = h("section", { class: "home-shelf", "aria-labelledby": "home-showing" }, h("div", { class: "row apart" }, h("h2", { id: "home-showing" }, "Now showing"), this.count), this.list);
  }

  async read() {
    try {
      this.draw(await this.api.get("/series"));
      this.failed = false;
    } catch (error) {
      this.failed = true;
      fill(this.list, h("li", { class: "posters-whole" }, trouble(error, () => this.read())));
    }
  }

  draw(series) {
    fill(this.count, series.length ? plural(series.length, "series").replace("seriess", "series") : "");
    if (!series.length) return fill(this.list, h("li", { class: "posters-whole" }, nothing()));
    if (!this.list.querySelector("[data-key]")) fill(this.list);
    // A poster that says something new is another poster: its key is what it says.
    keyed(this.list, series, (one) => JSON.stringify(one), poster);
  }
}

function poster(one) {
  const title = one.title || "Untitled";
  const at = one.planned ? one.finished / one.planned : 0;
  const how = one.finished ? `${one.finished} of ${one.planned || one.finished} ${one.planned === 1 ? "episode" : "episodes"}` : "In the making";
  const picture = still(media.take(one.id, one.poster), "", "mark");
  picture.append(
    h("div", { class: "poster-over" },
      h("div", { class: "poster-marks" }, one.busy && badge("In production", "lamp poster-busy"), one.seasons > 1 && badge(`${one.seasons} seasons`)),
      h("div", { class: "poster-foot" }, h("h3", { class: "clamp3" }, title), h("div", { class: "progress", style: { "--at": at }, role: "img", "aria-label": how }, h("i")))));
  return h("li", null, h("a", { class: "poster", href: `#/${one.id}`, "data-test": "series-card" }, picture, h("p", { class: "poster-log clamp2 small" }, one.logline || one.premise), h("p", { class: "tiny faint" }, how)));
}

function nothing() {
  return h("div", { class: "nothing" },
    h("div", { class: "nothing-frames", "aria-hidden": "true" }, h("i"), h("i", null, icon("mark")), h("i")),
    h("h2", null, "The screen is dark, for now"),
    h("p", { class: "soft" }, "Write a line above, or take one of the sparks. The crew writes it, plays it, shoots it and cuts it, here on this machine."));
}

function say(node, studio) {
  const word = studio.model ? `Written by ${studio.model}.` : "Written and played on this machine.";
  fill(node, `${word} `, h("button", { class: "linkish", type: "button", on: { click: () => whoMakes(studio) } }, "Who makes what"));
}

function whoMakes(studio) {
  sheet("Who makes what", h("ul", { class: "makers" }, studio.makers.map((maker) => h("li", null, h("span", { class: "eyebrow" }, maker.job), h("b", null, maker.maker), maker.why && h("span", { class: "small soft" }, maker.why), maker.better && h("span", { class: "small faint" }, "Better: ", maker.better)))));
}
