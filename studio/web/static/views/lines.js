// The lines of a dub beside those of the original: who translated each, how fast it is said, what is doubted; any of
// them can be said in the user's own words.

import { fill, h, icon } from "../dom.js";
import { media } from "../api.js";
import { badge, button, clock, empty, named, plural, sheet, skeletons, toast, toggle } from "../parts.js";

const BY = { library: ["library", ""], model: ["model", "blue"], user: ["your words", "lamp"] };
const LEAST = 0.01;

export class Lines {
  constructor(ctx, dub, language) {
    this.ctx = ctx;
    this.dub = dub;
    this.language = language;
    this.path = `/series/${encodeURIComponent(ctx.series)}/dubs/${dub.episode}/${dub.language}`;
    this.said = new Map();
    this.sound = new Audio();
    this.sound.addEventListener("timeupdate", () => this.sound.currentTime >= this.until && this.hush());
    this.sound.addEventListener("ended", () => this.hush());
    this.facts = h("div", { class: "row wrap lines-facts" });
    this.list = h("ol", { class: "lines-list", "aria-label": "Lines" }, skeletons(6, "64px"));
    this.count = h("span", { class: "small grow", role: "status" });
    this.drop = button("Drop", { kind: "slim quiet", on: () => this.forget() });
    this.go = button("Dub again", { kind: "primary slim", icon: "dub", test: "lines-go", on: () => this.send() });
    this.foot = h("div", { class: "lines-foot", hidden: true }, this.count, this.drop, this.go);
    const body = h("div", { class: "lines" }, this.facts, this.list, this.foot);
    this.open = sheet(`${named(dub.episode)} in ${language.name}`, body, { large: true, test: "lines-sheet", closed: () => this.closed() });
    this.end = ctx.listen((event) => event.kind === "finished" && event.what === "dub" && this.read().catch(() => {}));
  }

  async read() {
    this.data = await this.ctx.api.get(this.path);
    this.draw();
  }

  draw() {
    const { lines, shared, remade } = this.data;
    const doubtful = lines.filter((one) => one.doubt || one.stale).length;
    const percent = (share) => `${Math.round(share * 100)} %`;
    fill(this.facts,
      h("span", { class: "small soft" }, [plural(lines.length, "line"), shared !== null && `${percent(shared)} of the takes shared with the original`, remade !== null && `${percent(remade)} of the frames redrawn`].filter(Boolean).join(" · ")),
      doubtful > 0 && toggle(doubtful === 1 ? "Only the doubtful one" : `Only the ${doubtful} doubtful ones`, { test: "lines-doubts", on: (only) => this.list.classList.toggle("doubts", only) }));
    if (!lines.length) return fill(this.list, empty("script", "Nothing is said", "This episode has no lines."));
    fill(this.list, lines.map((one) => this.row(one)));
    this.busy();
  }

  row(one) {
    const { rtl, code, name } = this.language;
    const [words, kind] = BY[one.by] ?? ["not translated", "red"];
    const text = h("textarea", { class: "input lines-text", rows: 1, maxlength: 300, lang: code, dir: rtl ? "rtl" : "auto", spellcheck: "false", "data-test": "line-text", "aria-label": `${one.name}, in ${name}`, placeholder: one.text ? "" : `Say it in ${name}`, value: this.said.get(one.id) ?? one.text });
    const node = h("li", { class: ["lines-row", (one.doubt || one.stale) && "doubtful", this.said.has(one.id) && "changed"], "data-test": "dub-line", "data-id": one.id },
      h("div", { class: "lines-who" }, h("b", { class: "clamp1" }, one.name), this.hearing(one)),
      h("p", { class: "lines-original small" }, one.original),
      text,
      h("div", { class: "row wrap lines-told tiny" }, badge(words, kind), ...told(one), (one.doubt || one.stale) && h("p", { class: "lines-doubt" }, icon("warn"), h("span", null, one.stale ? "The original says something else by now." : `${one.doubt}.`)), one.back && h("p", { class: "faint lines-back" }, `It means: “${one.back}”`)));
    text.addEventListener("input", () => this.reword(one, text.value, node));
    return node;
  }

  hearing(one) {
    if (one.start === null || !this.dub.cut) return one.start !== null && h("span", { class: "tiny faint figures" }, clock(one.start));
    const node = button(clock(one.start), { kind: "slim quiet lines-hear", icon: "sound", test: "line-hear", label: `Hear ${one.name} at ${clock(one.start)}`, title: one.exact ? "Hear it" : "Hear it; the time is that of its shot" });
    node.addEventListener("click", () => this.play(one, node));
    return node;
  }

  play(one, node) {
    const again = this.playing === node;
    this.hush();
    if (again) return;
    const src = media.dub(this.ctx.series, this.dub.episode, this.dub.language, "master.mp4", this.dub.cut);
    if (this.sound.getAttribute("src") !== src) this.sound.src = src;
    this.sound.currentTime = Math.max(0, one.start - 0.1);
    this.until = one.start + (one.seconds ?? 4) + 0.15;
    this.playing = node;
    node.classList.add("on");
    this.sound.play().catch(() => this.hush());
  }

  hush() {
    this.sound.pause();
    this.playing?.classList.remove("on");
    this.playing = null;
  }

  reword(one, text, node) {
    const tidy = text.replace(/\s+/g, " ").trim();
    if (!tidy || tidy === one.text) this.said.delete(one.id);
    else this.said.set(one.id, tidy);
    node.classList.toggle("changed", this.said.has(one.id));
    this.busy();
  }

  busy() {
    this.foot.hidden = !this.said.size;
    fill(this.count, `${plural(this.said.size, "line")} in your words: only what ${this.said.size === 1 ? "it touches" : "they touch"} is made again.`);
  }

  forget() {
    this.said.clear();
    this.draw();
  }

  async send() {
    await this.ctx.api.post(`${this.path}/lines`, { lines: Object.fromEntries(this.said) });
    toast("Your words are being spoken.");
    this.said.clear();
    this.busy();
  }

  closed() {
    this.end();
    this.hush();
    this.sound.removeAttribute("src");
  }
}

function told(one) {
  const speed = one.speed === null ? "" : Math.abs(one.speed - 1) < LEAST ? "at its own pace" : `${one.speed.toFixed(2)}× its pace`;
  return [
    speed && h("span", { class: ["figures", one.speed > 1.1 ? "lines-fast" : "faint"] }, speed),
    one.seconds !== null && one.room !== null && h("span", { class: "faint figures" }, `${one.seconds.toFixed(1)} of ${one.room.toFixed(1)} s`),
    one.alike !== null && h("span", { class: "faint figures", title: "How much of it was recognised by ear" }, `${Math.round(one.alike * 100)} % heard back`),
    one.shortened > 0 && h("span", { class: "faint" }, one.shortened === 1 ? "shortened once" : `shortened ${one.shortened} times`),
  ];
}
