// The map of a season: every episode, how tight it is, and the questions that are asked and answered.

import { fill, h, icon } from "../dom.js";
import { because, button, choice, empty, plural, toast } from "../parts.js";
import { drawn } from "./map.js";
import { askSequel } from "./sequel.js";

const remembered = { season: 0 };
const STAGE = { planned: "planned", written: "written", boarded: "on the board", finished: "finished" };
const SIDES = [["all", "All"], ["open", "Open"], ["answered", "Answered"]];

export async function mount(root, ctx) {
  const { seasons } = ctx.data();
  if (!seasons.some((one) => one.planned)) {
    root.append(h("div", { class: "page" }, empty("season", "The season is not planned yet", "The showrunner lays out every episode and every secret before the first one is written.")));
    return ctx.onData((data) => data.seasons.some((one) => one.planned) && ctx.go(`#/${ctx.series}/season/s1`));
  }
  const season = new Season(ctx, seasons);
  await season.read();
  root.append(season.node);
  season.laid();
  ctx.listen((event) => season.hear(event));
  ctx.onData(() => season.calls());
  return () => season.leave();
}

class Season {
  constructor(ctx, seasons) {
    this.ctx = ctx;
    this.number = seasons.some((one) => one.number === remembered.season) ? remembered.season : seasons.at(-1).number;
    this.side = "all";
    this.at = 0;
    this.head = h("header", { class: "season-head" });
    this.scroll = h("div", { class: "season-scroll", tabindex: -1 });
    this.card = h("div", { class: "season-card card", "aria-live": "polite" });
    this.threads = h("ul", { class: "season-threads" });
    this.call = h("div", { class: "season-call" });
    this.filter = choice("season-threads", "Which threads", SIDES, this.side, (side) => {
      this.side = side;
      this.listThreads();
    });
    this.switch = seasons.length > 1 && choice("season-number", "Season", seasons.map((one) => [one.number, `Season ${one.number}`]), this.number, (number) => this.turn(Number(number)));
    this.node = h("div", { class: "page season" }, this.switch && h("div", { class: "row season-switch" }, this.switch), this.head,
      h("figure", { class: "season-map" }, this.scroll, legend()), this.card,
      h("section", { class: "season-part" }, h("div", { class: "row apart wrap" }, h("h3", { class: "eyebrow" }, "Threads"), this.filter), this.threads), this.call);
    // The map is as wide as its place, so it is drawn anew when that changes.
    this.watching = new ResizeObserver(() => this.laid());
  }

  async read() {
    const mine = (this.reading = Symbol("reading"));
    const map = await this.ctx.api.get(`/series/${encodeURIComponent(this.ctx.series)}/season?number=${this.number}`);
    if (mine !== this.reading) return;
    this.map = map;
    const known = map.episodes.some((one) => one.number === this.at);
    if (!known) this.at = (map.episodes.findLast((one) => one.stage === "finished") ?? map.episodes[0])?.number ?? 0;
    this.draw();
  }

  hear(event) {
    if (!["changed", "finished"].includes(event.kind)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read().catch(() => {}), 250);
  }

  async turn(number) {
    this.number = remembered.season = number;
    this.at = 0;
    this.pinned = false;
    await this.read().catch((error) => toast(error.message, "bad"));
  }

  laid() {
    if (!this.begun) {
      this.begun = true;
      this.watching.observe(this.scroll);
      return;
    }
    if (this.scroll.clientWidth && this.scroll.clientWidth !== this.wide) this.drawMap();
  }

  draw() {
    const { map } = this;
    const about = this.ctx.data().seasons.find((one) => one.number === this.number);
    const done = map.episodes.filter((one) => one.stage === "finished").length;
    const open = map.threads.filter((one) => !answered(one)).length;
    fill(this.head,
      h("p", { class: "eyebrow" }, `Season ${this.number}`),
      h("h2", { class: "season-title" }, about?.title ?? ""),
      about?.logline && h("p", { class: "soft season-logline" }, about.logline),
      h("p", { class: "small faint" }, [`${done} of ${plural(map.episodes.length, "episode")} finished`, plural(map.threads.length, "thread"), open && `${open} left open`].filter(Boolean).join(" · ")));
    this.drawMap();
    this.listThreads();
    this.calls();
  }

  drawMap() {
    this.wide = this.scroll.clientWidth;
    const kept = this.scroll.scrollLeft;
    const focused = this.scroll.contains(document.activeElement);
    this.drawing = drawn(this.map, this.wide || 1000, {
      over: (number) => !this.pinned && this.choose(number),
      step: (number) => this.choose(number),
      press: (number, touch) => this.press(number, touch),
    });
    fill(this.scroll, this.drawing.node);
    this.scroll.scrollLeft = kept;
    this.choose(this.at);
    if (focused) this.drawing.focus(this.at);
    if (!this.placed && this.wide) this.show();
  }

  // On a phone the map is wider than the window: it begins where the making is.
  show() {
    this.placed = true;
    this.scroll.scrollLeft = this.drawing.x(this.at) - this.wide / 2;
  }

  choose(number) {
    this.at = number;
    this.drawing.choose(number);
    this.tell();
    for (const item of this.threads.children) item.classList.toggle("touched", item.dataset.at?.split(" ").includes(String(number)));
  }

  // A mouse goes where it points; a finger asks first, and the card takes it there.
  press(number, touch) {
    const one = this.map.episodes.find((other) => other.number === number);
    this.pinned = true;
    this.choose(number);
    if (!touch && one.stage !== "planned") this.ctx.go(this.address(one));
  }

  address(one) {
    return `#/${this.ctx.series}/${one.stage === "finished" ? "watch" : "board"}/${one.id}`;
  }

  tell() {
    const one = this.map.episodes.find((other) => other.number === this.at);
    if (!one || this.told === JSON.stringify(one)) return;
    this.told = JSON.stringify(one);
    const go = [];
    if (one.stage === "finished") go.push(h("a", { class: "button primary slim", href: `#/${this.ctx.series}/watch/${one.id}` }, icon("play"), h("span", null, "Watch")));
    if (one.stage !== "planned") go.push(h("a", { class: "button slim", href: `#/${this.ctx.series}/board/${one.id}` }, icon("board"), h("span", null, "Board")));
    const note = button("Give a note", { kind: "slim", icon: "note", on: () => {
      if (one.stage !== "planned") this.ctx.focus(one.id);
      this.ctx.note(one.stage === "planned" ? `In episode ${one.number}, ` : "");
    } });
    const paywall = this.map.paywall && one.number > this.map.paywall;
    fill(this.card,
      h("div", { class: "season-card-head" }, h("span", { class: "season-card-no" }, one.number), h("div", { class: "grow" }, h("h3", null, one.title), h("p", { class: "tiny faint" }, [STAGE[one.stage] ?? one.stage, paywall && "behind the paywall", `tension ${Math.round(one.tension * 100)} %`].filter(Boolean).join(" · ")))),
      h("p", { class: "soft" }, one.logline),
      h("dl", { class: "season-beats small" }, one.hook && h("div", null, h("dt", null, "Opens on"), h("dd", null, one.hook)), one.cliffhanger && h("div", null, h("dt", null, "Ends on", one.cliff && h("span", null, ` ${one.cliff.replaceAll("_", " ")}`)), h("dd", null, one.cliffhanger)), one.cast.length > 0 && h("div", null, h("dt", null, "With"), h("dd", null, one.cast.join(", ")))),
      h("div", { class: "row wrap season-go" }, go, note));
  }

  listThreads() {
    const threads = this.map.threads.filter((one) => this.side === "all" || (this.side === "open") === !answered(one));
    if (!threads.length) return fill(this.threads, h("li", { class: "small faint season-none" }, this.side === "open" ? "Every question of this season is answered." : "There is no such thread."));
    fill(this.threads, threads.map((one) => this.thread(one)));
    this.choose(this.at);
  }

  thread(one) {
    const where = [one.planted ? `Asked in ${one.planted}` : "Carried from the season before", one.recalls.length && `recalled in ${one.recalls.join(", ")}`, one.paid ? `answered in ${one.paid}` : one.carried ? "left for the next season" : `due by ${one.due}`].filter(Boolean).join(", ");
    const node = h("li", { class: "season-thread", "data-test": "thread", "data-at": [one.planted, ...one.recalls, one.paid].filter(Boolean).join(" ") },
      h("div", { "aria-hidden": "true", class: ["season-thread-mark", !answered(one) && "open", one.carried && "carried"] }),
      h("div", { class: "grow" }, h("h4", null, one.question), h("p", { class: "tiny faint" }, where),
        one.answer && h("details", { class: "season-answer" }, h("summary", { class: "tiny" }, "The answer"), h("p", { class: "small soft" }, one.answer))));
    node.addEventListener("pointerenter", () => this.drawing.light(one.id));
    node.addEventListener("pointerleave", () => this.drawing.light(""));
    return node;
  }

  calls() {
    const data = this.ctx.data();
    if (data.seasons.at(-1)?.number !== this.number) return fill(this.call);
    const ask = button(`Make season ${this.number + 1}`, { kind: "primary", icon: "sequel", test: "season-sequel", on: () => askSequel(this.ctx) });
    const made = data.episodes.some((one) => one.stage === "finished");
    because(ask, this.ctx.busy() || (made ? "" : "A sequel needs a finished episode first."));
    fill(this.call, h("h3", null, "And then?"), h("p", { class: "soft small" }, "A sequel begins where this one stands: who knows what, who is hurt, what was promised."), ask);
  }

  leave() {
    clearTimeout(this.timer);
    this.reading = null;
    this.watching.disconnect();
  }
}

const answered = (thread) => Boolean(thread.paid);

const legend = () => h("figcaption", { class: "season-legend tiny faint" },
  h("span", null, h("i", { class: "key finished" }), "finished"), h("span", null, h("i", { class: "key written" }), "written"), h("span", null, h("i", { class: "key planned" }), "planned"), h("span", null, h("i", { class: "key arc" }), "asked, then answered"), h("span", null, h("i", { class: "key open" }), "left open"));
