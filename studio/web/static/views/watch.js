// The feed: one episode a screen, swiped; muted until the viewer wants sound, which is remembered.

import { media } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { because, button, clock, empty, named, plural } from "../parts.js";
import { kept } from "../theme.js";
import { Dubs } from "./dubs.js";
import { Tongue } from "./tongue.js";
import { order } from "./price.js";

const SOUND = "cliffhanger.sound";

export async function mount(root, ctx) {
  const feed = new Feed(ctx);
  root.classList.add("has-feed");
  root.append(feed.node);
  feed.draw(ctx.data());
  const read = feed.dubs.read().catch(() => {});
  if (feed.dubs.wanted) await read;
  feed.start(ctx.episode);
  ctx.onData((data) => feed.draw(data));
  ctx.onProduction(() => feed.production());
  const key = (event) => feed.key(event);
  document.addEventListener("keydown", key);
  return () => {
    document.removeEventListener("keydown", key);
    root.classList.remove("has-feed");
    feed.leave();
  };
}

class Feed {
  constructor(ctx) {
    this.ctx = ctx;
    this.cells = new Map();
    this.current = null;
    this.list = h("div", { class: "feed", role: "feed", "aria-label": "Episodes", tabindex: 0 });
    this.before = button("", { icon: "up", label: "The episode before", on: () => this.step(-1) });
    this.after = button("", { icon: "down", label: "The next episode", on: () => this.step(1) });
    this.node = h("div", { class: "watch" }, this.list, h("div", { class: "watch-steps" }, this.before, this.after));
    this.watcher = new IntersectionObserver((entries) => this.seen(entries), { root: this.list, threshold: 0.6 });
    // Asked for once, then remembered; but a browser may hold it back until the page is touched.
    this.held = false;
    this.loud = kept.get(SOUND) === "on";
    this.dubs = new Dubs(ctx, () => this.spoken());
  }

  /** A language was chosen, or a dub has come: every cell that plays another film by that takes it. */
  spoken() {
    for (const cell of this.cells.values()) cell.tongue.changed();
  }

  draw(data) {
    const shown = data.episodes.filter((one) => one.stage === "finished");
    if (!shown.length) return this.nothing(data);
    this.list.querySelector(".empty")?.remove();
    const ids = new Set(shown.map((one) => one.id));
    for (const [id, cell] of this.cells) if (!ids.has(id)) this.drop(id, cell);
    let before = null;
    for (const one of shown) {
      let cell = this.cells.get(one.id);
      if (cell && cell.cut !== one.cut) cell.recut(one);
      if (!cell) {
        cell = new Cell(this, one);
        this.cells.set(one.id, cell);
        this.watcher.observe(cell.node);
      }
      if (cell.node.previousElementSibling !== before || !cell.node.isConnected) before ? before.after(cell.node) : this.list.prepend(cell.node);
      before = cell.node;
    }
    this.order = shown.map((one) => this.cells.get(one.id));
    this.order.forEach((cell, at) => cell.neighbour(this.order[at + 1], data));
    this.production();
    this.steps();
  }

  drop(id, cell) {
    cell.close();
    cell.node.remove();
    this.cells.delete(id);
  }

  nothing(data) {
    this.node.classList.add("alone");
    const busy = this.ctx.busy();
    const make = button("Make episode 1", { kind: "primary", icon: "play", test: "make-next", on: () => this.make(data.next) });
    because(make, busy);
    fill(this.list, h("div", { class: "watch-none" }, busy ? empty("floor", "The crew is on it", "The first episode plays here as soon as it is cut.", h("a", { class: "button primary", href: `#/${this.ctx.series}/floor` }, icon("floor"), "Go to the floor")) : empty("watch", "Nothing to watch yet", "No episode is finished.", data.next && make)));
  }

  start(id) {
    this.order ??= [];
    const wanted = this.cells.get(id) ?? this.order[0];
    if (!wanted) return;
    this.list.scrollTop = wanted.node.offsetTop;
    this.turn(wanted);
  }

  seen(entries) {
    for (const entry of entries) if (entry.isIntersecting) this.turn(this.cells.get(entry.target.dataset.episode));
  }

  turn(cell) {
    if (!cell || cell === this.current) return;
    this.current?.rest();
    this.current = cell;
    cell.play();
    const at = this.order.indexOf(cell);
    this.order.forEach((other, n) => n >= at - 1 && n <= at + 1 ? other.load(n === at) : other.unload());
    this.ctx.focus(cell.id);
    history.replaceState(null, "", `#/${this.ctx.series}/watch/${cell.id}`);
    this.steps();
  }

  steps() {
    const at = this.order?.indexOf(this.current) ?? -1;
    this.node.classList.toggle("alone", (this.order?.length ?? 0) < 2);
    because(this.before, at > 0 ? "" : "This is the first.");
    because(this.after, at >= 0 && at < this.order.length - 1 ? "" : "This is the last that is made.");
  }

  step(by) {
    const cell = this.order?.[this.order.indexOf(this.current) + by];
    cell?.node.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  }

  production() {
    for (const cell of this.cells.values()) cell.making();
    if (!this.cells.size && this.ctx.data()) this.nothing(this.ctx.data());
  }

  async make(next) {
    const [, season, number] = /^s(\d+)e(\d+)$/.exec(next ?? "") ?? [];
    if (!number) return;
    const path = `/series/${encodeURIComponent(this.ctx.series)}`;
    const wanted = { episodes: String(Number(number)), season: Number(season) };
    if (!(await order(this.ctx.api, `${path}/make`, `${path}/bid?episodes=${wanted.episodes}&season=${wanted.season}`, wanted, "The next episode"))) return;
    this.ctx.go(`#/${this.ctx.series}/floor`);
  }

  /** Let the sound in that had to wait for a touch; tell whether it had. */
  release() {
    if (!this.held) return false;
    this.sound(true);
    return true;
  }

  sound(on) {
    this.held = false;
    this.loud = on;
    kept.set(SOUND, on ? "on" : "off");
    for (const cell of this.cells.values()) cell.hush();
  }

  key(event) {
    if (event.target.closest?.("input, textarea, select, dialog, .dock") || event.metaKey || event.ctrlKey || event.altKey) return;
    const does = { ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1), j: () => this.step(1), k: () => this.step(-1), m: () => this.release() || this.sound(!this.loud), l: () => this.current?.tongue.open(), c: () => this.current?.caption(), ArrowRight: () => this.current?.jump(5), ArrowLeft: () => this.current?.jump(-5) };
    if (event.key === " " && !event.target.closest?.("button, a")) does[" "] = () => this.current?.toggle();
    if (!does[event.key]) return;
    event.preventDefault();
    does[event.key]();
  }

  leave() {
    this.dubs.leave();
    this.watcher.disconnect();
    for (const cell of this.cells.values()) cell.close();
  }
}

/** One episode. */
class Cell {
  constructor(feed, data) {
    this.feed = feed;
    this.id = data.id;
    this.data = data;
    this.cut = data.cut;
    const { series } = feed.ctx;
    this.video = h("video", { class: "cell-video", playsinline: true, preload: "none", muted: true, poster: media.take(series, data.still) || undefined, "data-test": "feed-video", "aria-label": `${named(data.id)}: ${data.title}`, disablepictureinpicture: true });
    this.track = h("track", { kind: "captions", srclang: "en", label: "Original" });
    this.video.append(this.track);
    this.big = h("span", { class: "cell-big", "aria-hidden": "true" }, icon("play"));
    this.tap = h("button", { class: "cell-tap", type: "button", "aria-label": "Play or pause", on: { click: () => this.toggle() } }, this.big);
    this.mute = h("button", { class: "cell-sound", type: "button", on: { click: (event) => this.touched(event) } });
    this.tongue = new Tongue(this);
    this.time = h("span", { class: "cell-time figures" });
    this.seek = h("input", { class: "cell-seek", type: "range", min: 0, max: 1000, step: 1, value: 0, "aria-label": "Where in the episode" });
    this.title = h("h2", { class: "clamp2" });
    this.hook = h("p", { class: "clamp2" });
    this.word = h("div", { class: "cell-words" }, h("p", { class: "cell-eyebrow" }), this.title, this.hook);
    this.line = h("blockquote", { class: "cell-line clamp5" });
    this.actions = h("div", { class: "cell-actions" });
    this.end = h("div", { class: "cell-end", hidden: true }, h("span", { class: "cell-eyebrow" }, "Cliffhanger"), this.line, this.actions);
    this.screen = h("div", { class: "cell-screen" }, this.video, this.tap, h("div", { class: "cell-shade" }), this.word, this.mute, this.tongue.node, h("div", { class: "cell-foot" }, this.seek, this.time), this.end);
    this.node = h("article", { class: "cell", "data-test": "feed-episode", "data-episode": data.id, "aria-label": `${named(data.id)}: ${data.title}` }, this.screen);
    this.wire();
    this.describe(data);
    this.hush();
  }

  wire() {
    const on = (name, fn) => this.video.addEventListener(name, fn);
    on("timeupdate", () => this.tick());
    on("loadedmetadata", () => this.tick());
    on("play", () => this.state());
    on("pause", () => this.state());
    on("ended", () => this.ended());
    on("waiting", () => this.screen.classList.add("waiting"));
    on("playing", () => this.screen.classList.remove("waiting"));
    on("error", () => this.video.hasAttribute("src") && this.broken());
    this.seek.addEventListener("input", () => {
      if (this.video.duration) this.video.currentTime = (this.seek.value / 1000) * this.video.duration;
      this.end.hidden = true;
    });
  }

  describe(data) {
    this.data = data;
    fill(this.word.firstElementChild, named(data.id), data.paywalled && " · behind the paywall");
    this.tongue.draw();
    fill(this.hook, data.hook);
    fill(this.line, data.cliffhanger || data.title);
    this.tick();
  }

  /** What comes after it: the next episode, or making it. */
  neighbour(next, series) {
    const actions = [];
    this.maker = null;
    if (next) actions.push(button("Next episode", { kind: "primary big", icon: "play", test: "next-episode", on: () => this.feed.step(1) }));
    else if (series.next) {
      this.maker = button(`Make ${named(series.next).toLowerCase()}`, { kind: "primary big", icon: "spark", test: "make-next", on: () => this.feed.make(series.next) });
      actions.push(this.maker);
    }
    actions.push(button("Again", { kind: "big", icon: "retake", on: () => this.again() }));
    actions.push(button("Give a note", { kind: "big quiet", icon: "note", on: () => this.feed.ctx.note("") }));
    fill(this.actions, actions);
    this.making();
  }

  making() {
    if (this.maker) because(this.maker, this.feed.ctx.busy());
  }

  load(now) {
    const src = this.tongue.src();
    if (this.video.getAttribute("src") !== src) this.video.src = src;
    // One that is not on yet is fetched only when the one that is on is well under way (see `ahead`).
    this.video.preload = now ? "auto" : "metadata";
    this.tongue.caption(this.track);
  }

  unload() {
    if (!this.video.hasAttribute("src")) return;
    this.video.removeAttribute("src");
    this.video.load();
  }

  recut(data) {
    this.cut = data.cut;
    const at = this.video.currentTime;
    const was = this.feed.current === this;
    this.describe(data);
    this.video.poster = media.take(this.feed.ctx.series, data.still);
    if (!this.video.hasAttribute("src")) return;
    this.load(was);
    this.end.hidden = true;
    this.video.addEventListener("loadedmetadata", () => (this.video.currentTime = Math.min(at, this.video.duration - 1)), { once: true });
    if (was) this.play();
  }

  hush() {
    const loud = this.feed.loud && !this.feed.held;
    this.video.muted = !loud;
    this.mute.setAttribute("aria-label", loud ? "Sound off" : "Sound on");
    this.mute.title = loud ? "Sound off (M)" : "Sound on (M)";
    fill(this.mute, icon(loud ? "sound" : "muted"), !loud && h("span", null, "Tap for sound"));
  }

  touched(event) {
    if (!this.feed.release()) this.feed.sound(!this.feed.loud);
    // Touched, not tabbed to: the space bar stays the picture's.
    if (event.detail) this.mute.blur();
  }

  async play() {
    this.load(true);
    this.end.hidden = true;
    try {
      await this.video.play();
    } catch (error) {
      // Not allowed to sound before the first touch: begin in silence; that touch then means sound, and nothing else.
      if (error.name !== "NotAllowedError") return;
      this.feed.held = true;
      this.hush();
      await this.video.play().catch(() => {});
    }
    this.state();
  }

  toggle() {
    if (this.feed.release()) return;
    if (!this.end.hidden) return this.again();
    if (this.video.paused) this.play();
    else this.video.pause();
  }

  again() {
    this.video.currentTime = 0;
    this.play();
  }

  jump(by) {
    this.end.hidden = true;
    this.video.currentTime = Math.max(0, Math.min((this.video.duration || 0) - 0.1, this.video.currentTime + by));
  }

  // The picture has its captions; these are for who wants them larger, or read out.
  caption() {
    const { track } = this.track;
    track.mode = track.mode === "showing" ? "disabled" : "showing";
  }

  rest() {
    this.video.pause();
    this.end.hidden = true;
    if (this.video.ended) this.video.currentTime = 0;
  }

  state() {
    this.screen.classList.toggle("paused", this.video.paused && !this.video.ended);
    this.tap.setAttribute("aria-label", this.video.paused ? "Play" : "Pause");
  }

  tick() {
    const length = this.video.duration || this.data.seconds || 0;
    const at = this.video.currentTime || 0;
    const part = length ? at / length : 0;
    if (!this.seek.matches(":active")) this.seek.value = Math.round(part * 1000);
    this.seek.style.setProperty("--at", String(part));
    this.seek.setAttribute("aria-valuetext", `${clock(at)} of ${clock(length)}`);
    fill(this.time, `${clock(at)} / ${clock(length)}`);
    this.screen.classList.toggle("under-way", at > 3.5);
    if (part > 0.5 && this.feed.current === this) this.ahead();
  }

  ahead() {
    const next = this.feed.order[this.feed.order.indexOf(this) + 1];
    if (next && next.video.preload !== "auto") next.video.preload = "auto";
  }

  ended() {
    if (this.tongue.follows()) return;
    this.screen.classList.remove("paused");
    this.end.hidden = false;
    this.end.querySelector("button:not(:disabled)")?.focus({ preventScroll: true, focusVisible: false });
  }

  broken() {
    this.end.hidden = false;
    fill(this.line, "This cut did not load.");
  }

  close() {
    this.feed.watcher.unobserve(this.node);
    this.video.pause();
    this.unload();
  }
}
