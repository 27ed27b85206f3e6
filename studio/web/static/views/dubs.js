// The languages of an episode: those that can be watched and taken along, those that are being made, and all others.

import { fill, h, icon, keyed } from "../dom.js";
import { media } from "../api.js";
import { badge, because, button, chip, choice, clock, named, plural, progress, setProgress, sheet, toast } from "../parts.js";
import { kept } from "../theme.js";
import { Lines } from "./lines.js";

const POLL = 3000;

/** What is dubbed of a series, kept up to date for as long as somebody looks. */
export class Dubs {
  constructor(ctx, changed) {
    this.ctx = ctx;
    this.changed = changed;
    this.path = `/series/${encodeURIComponent(ctx.series)}/dubs`;
    this.key = `cliffhanger.language.${ctx.series}`;
    this.wanted = kept.get(this.key) ?? "";
    this.data = null;
    this.over = false;
    ctx.listen((event) => this.hear(event));
  }

  async read() {
    const mine = (this.reading = Symbol("reading"));
    const data = await this.ctx.api.get(this.path);
    if (mine !== this.reading || this.over) return;
    this.data = data;
    clearTimeout(this.timer);
    if (data.dubs.some((one) => one.state === "making")) this.timer = setTimeout(() => this.soon(), POLL);
    this.changed();
    this.open?.draw();
  }

  soon() {
    clearTimeout(this.timer);
    if (!this.over) this.timer = setTimeout(() => this.read().catch(() => {}), 150);
  }

  hear(event) {
    if (event.agent === "dub" || (event.what === "dub" && event.kind !== "working") || event.kind === "finished") this.soon();
  }

  of(episode) {
    return (this.data?.dubs ?? []).filter((one) => one.episode === episode);
  }

  language(code) {
    const { original, languages } = this.data;
    return original.code === code ? original : languages.find((one) => one.code === code);
  }

  /** The dub that is watched of an episode; null: the original, which is also what plays where there is none. */
  shown(episode) {
    return this.of(episode).find((one) => one.language === this.wanted && one.cut > 0) ?? null;
  }

  watch(code) {
    this.wanted = code === this.data.original.code ? "" : code;
    kept.set(this.key, this.wanted);
    this.changed();
    this.open?.draw();
  }

  show(cell) {
    this.open = new Languages(this, cell, () => (this.open = null));
  }

  leave() {
    this.over = true;
    clearTimeout(this.timer);
    this.open?.close();
  }
}

/** The sheet in which a language is chosen, or ordered. */
class Languages {
  constructor(dubs, cell, closed) {
    this.dubs = dubs;
    this.ctx = dubs.ctx;
    this.cell = cell;
    this.chosen = new Set();
    this.there = h("ul", { class: "dubs-there" });
    this.chips = h("div", { class: "row wrap", role: "group", "aria-label": "Languages to dub into" });
    this.scope = h("div");
    this.go = button("Dub", { kind: "primary", icon: "dub", test: "dub-go", on: () => this.order() });
    this.why = h("p", { class: "small soft", role: "status" });
    this.others = h("details", { class: "dubs-others" });
    const part = (title, ...nodes) => h("section", { class: "dubs-part" }, h("h3", { class: "eyebrow" }, title), nodes);
    this.more = part("Dub into", this.chips, this.scope, h("div", { class: "row wrap" }, this.go), this.why, this.others);
    this.open = sheet(`${named(cell.id)} in other languages`, h("div", { class: "dubs" }, part("Watch in", this.there), this.more), { test: "languages", closed });
    this.draw();
  }

  draw() {
    const { data } = this.dubs;
    if (!data) return;
    const dubbed = this.dubs.of(this.cell.id);
    const rows = [{ language: data.original.code, state: "original" }, ...dubbed];
    const playing = this.cell.tongue.live ? this.cell.tongue.live.code : this.dubs.shown(this.cell.id)?.language ?? data.original.code;
    keyed(this.there, rows, (one) => `${one.language} ${one.state} ${one.cut} ${one.stale} ${one.language === playing} ${one.parts?.length}`, (one) => this.row(one, one.language === playing), (node, one) => this.move(node, one));
    this.drawOthers(data, new Set(dubbed.filter((one) => one.state !== "begun").map((one) => one.language)));
    this.busy();
  }

  row(one, playing) {
    const language = this.dubs.language(one.language);
    const node = h("li", { class: ["dub", one.state, playing && "playing"], "data-test": "dub", "data-language": one.language },
      h("div", { class: "dub-name" }, h("b", { lang: one.language, dir: "auto" }, language.own), h("span", { class: "tiny soft" }, [language.own !== language.name && language.name, one.state === "original" && "the original"].filter(Boolean).join(", ")), one.title && h("span", { class: "tiny faint clamp1", lang: one.language, dir: "auto" }, one.title)),
      h("div", { class: "row wrap dub-acts" }, this.acts(one, playing)),
      one.state === "making" && h("div", { class: "dub-making" }, progress(null, `How far ${language.name} is`), h("span", { class: "tiny soft figures" })));
    this.move(node, one);
    return node;
  }

  acts(one, playing) {
    const name = this.dubs.language(one.language).name;
    const { series } = this.ctx;
    const file = (kind, text) => h("a", { class: "button slim quiet", href: media.dub(series, one.episode, one.language, kind, one.cut), download: `${one.episode}.${one.language}.${text}`, "data-test": `dub-${text}`, "aria-label": `Download the ${name} ${text === "mp4" ? "film" : "subtitles"}` }, icon("download"), text);
    const watch = playing ? badge("playing", "green", "check") : button("Watch", { kind: "slim primary", icon: "play", test: "dub-watch", label: `Watch in ${name}`, on: () => this.watch(one) });
    if (one.state === "original") return watch;
    const lines = button("Lines", { kind: "slim", icon: "script", test: "dub-lines", label: `The lines in ${name}`, on: () => this.lines(one) });
    const ready = one.parts?.length > 0 && !playing && button(`Watch what is ready, ${clock(one.parts.reduce((sum, part) => sum + part, 0))}`, { kind: "slim primary", icon: "play", test: "dub-live", on: () => this.live(one) });
    return [
      one.state === "making" && (playing ? badge("playing", "green", "check") : ready),
      one.state === "waiting" && badge("waits its turn", "", "clock"),
      one.state === "finished" && watch,
      one.state === "begun" && badge("not finished", "lamp"),
      one.stale && badge("the original has changed", "lamp"),
      one.doubts > 0 && badge(plural(one.doubts, "doubt"), "red"),
      lines,
      one.cut > 0 && one.state === "finished" && [file("master.mp4", "mp4"), file("captions.srt", "srt")],
      (one.state === "begun" || (one.stale && one.state === "finished")) && button(one.stale ? "Dub again" : "Go on", { kind: "slim", icon: "retake", test: "dub-again", on: () => this.post([one.language], one.episode) }),
    ];
  }

  move(node, one) {
    const bar = node.querySelector(".progress");
    if (!bar) return;
    setProgress(bar, one.of ? one.done / one.of : null);
    fill(bar.nextElementSibling, one.of ? `${one.done} of ${plural(one.of, "shot")}` : "translates the first scene");
  }

  drawOthers(data, there) {
    const able = data.languages.filter((one) => !one.why_not && !there.has(one.code));
    for (const code of this.chosen) if (!able.some((one) => one.code === code)) this.chosen.delete(code);
    const key = (one) => `${one.code} ${this.chosen.has(one.code)}`;
    const focused = document.activeElement?.dataset?.code;
    keyed(this.chips, able, key, (one) => chip([h("span", { lang: one.code, dir: "auto" }, one.own), one.own !== one.name && h("span", { class: "faint" }, ` ${one.name}`)], { pressed: this.chosen.has(one.code), test: "language", "data-code": one.code, on: () => this.toggle(one.code) }));
    if (focused) this.chips.querySelector(`[data-code="${focused}"]`)?.focus();
    this.able = able.length;
    const made = this.ctx.data().episodes.filter((one) => one.stage === "finished").length;
    if (!this.scope.firstChild && made > 1) fill(this.scope, (this.which = choice("dub-scope", "Which episodes", [["one", named(this.cell.id)], ["all", `All ${made} finished`]], "one", () => this.busy())));
    const lacking = data.languages.filter((one) => one.why_not);
    this.others.hidden = !lacking.length;
    if (this.others.childElementCount || !lacking.length) return;
    const reasons = new Map();
    for (const one of lacking) {
      const why = one.why_not.replace(one.name, "…");
      reasons.set(why, [...(reasons.get(why) ?? []), one]);
    }
    fill(this.others, h("summary", { class: "small soft" }, `${lacking.length} more languages need something first`),
      [...reasons].map(([, several]) => h("p", { class: "tiny soft" }, h("b", null, several.map((one) => one.name).join(", ")), `: ${several[0].why_not.replace(` ${several[0].name}`, several.length > 1 ? " these" : ` ${several[0].name}`)}`)));
  }

  toggle(code) {
    if (!this.chosen.delete(code)) this.chosen.add(code);
    this.draw();
  }

  busy() {
    const names = [...this.chosen].map((code) => this.dubs.language(code).name);
    const told = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
    fill(this.go, icon("dub"), h("span", null, told ? `Dub into ${told}` : "Dub"));
    because(this.go, names.length ? "" : "Choose a language first.");
    const queue = this.ctx.busy() ? "The crew is at work: this waits its turn. " : "";
    fill(this.why, this.able ? `${queue}The same people speak, mouths and captions follow; music and pictures stay. Translated by ${this.dubs.data.translator}.` : "Every language that can be had here is there, or on its way.");
  }

  async order() {
    await this.post([...this.chosen], this.which?.value === "all" ? "" : this.cell.id);
    this.chosen.clear();
    this.draw();
  }

  async post(to, episode) {
    await this.ctx.api.post(this.dubs.path, { to, episode });
    toast("The dub is being made. Its first part can be watched in a moment.");
    this.dubs.soon();
  }

  watch(one) {
    this.cell.tongue.live = null;
    this.dubs.watch(one.language);
    this.open.close();
    this.cell.play();
  }

  live(one) {
    this.open.close();
    this.cell.tongue.follow(one.language);
  }

  lines(one) {
    const lines = new Lines(this.ctx, one, this.dubs.language(one.language));
    lines.read().catch((error) => toast(error.message, "bad"));
  }

  close() {
    this.open.close();
  }
}
