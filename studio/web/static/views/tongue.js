// In which language one episode of the feed plays: the button that says so, and the film that goes with it.

import { fill, h, icon } from "../dom.js";
import { media } from "../api.js";

const HLS = "application/vnd.apple.mpegurl";

export class Tongue {
  constructor(cell) {
    this.cell = cell;
    this.feed = cell.feed;
    this.live = null;
    this.node = h("button", { class: "cell-tongue", type: "button", hidden: true, "data-test": "language-menu", on: { click: () => this.open() } });
  }

  get series() {
    return this.feed.ctx.series;
  }

  /** The dub that plays here; null: the original. */
  get dub() {
    return this.feed.dubs.shown(this.cell.id);
  }

  /** Say which language it is: on the button, and in the title. */
  draw() {
    const { dubs } = this.feed;
    const code = this.live?.code ?? this.dub?.language;
    const own = dubs.of(this.cell.id);
    fill(this.cell.title, own.find((one) => one.language === code)?.title || this.cell.data.title);
    this.cell.title.lang = code ?? "";
    this.cell.title.dir = "auto";
    this.node.hidden = !dubs.data;
    if (!dubs.data) return;
    const language = dubs.language(code ?? dubs.data.original.code);
    const making = own.some((one) => one.state === "making");
    this.node.setAttribute("aria-label", `Language: ${language.name}. Choose another, or dub`);
    this.node.title = "Languages (L)";
    this.node.classList.toggle("making", making);
    fill(this.node, icon("dub"), h("span", null, own.some((one) => one.cut > 0) || making ? language.code.toUpperCase() : "Dub"));
  }

  open() {
    if (!this.feed.dubs.data) return;
    this.cell.video.pause();
    this.feed.dubs.show(this.cell);
  }

  src() {
    if (this.live) return this.live.src;
    const { id, cut } = this.cell;
    return this.dub ? media.dub(this.series, id, this.dub.language, "master.mp4", this.dub.cut) : media.master(this.series, id, cut);
  }

  caption(track) {
    const { id, cut } = this.cell;
    const { dub } = this;
    track.srclang = dub?.language ?? this.feed.dubs.data?.original.code ?? "en";
    track.label = dub ? this.feed.dubs.language(dub.language).name : "Original";
    const src = dub ? media.dub(this.series, id, dub.language, "captions.vtt", dub.cut) : media.captions(this.series, id, cut);
    if (track.getAttribute("src") !== src) track.src = src;
  }

  /** Another language was chosen, or a dub has come: the same moment of another film. */
  changed() {
    this.live?.heard();
    this.draw();
    const { video } = this.cell;
    if (this.live || !video.hasAttribute("src") || video.getAttribute("src") === this.src()) return;
    const { currentTime, paused, ended } = video;
    this.cell.load(this.feed.current === this.cell);
    if (!ended) this.from(currentTime);
    if (!paused) this.cell.play();
  }

  from(seconds) {
    const { video } = this.cell;
    video.addEventListener("loadedmetadata", () => (video.currentTime = Math.max(0, Math.min(seconds, video.duration - 0.5))), { once: true });
  }

  /** Leave what was watched while it was made for the master, at the same moment. */
  land(seconds) {
    this.live = null;
    this.draw();
    this.cell.load(true);
    this.from(seconds);
    this.cell.play();
  }

  /** Watch a dub while it is made. */
  follow(code) {
    this.live = new Live(this, code);
    this.feed.dubs.watch(code);
    this.cell.play();
  }

  /** What played is over: whether something follows, be it later. */
  follows() {
    if (this.live?.follows()) return true;
    this.live = null;
    return false;
  }
}

/** A dub that is watched while it is made: as a stream where the browser plays one, else part after part. */
class Live {
  constructor(tongue, code) {
    this.tongue = tongue;
    this.code = code;
    this.stream = Boolean(tongue.cell.video.canPlayType(HLS));
    this.at = 0;
    this.passed = 0;
    this.waits = false;
  }

  get dub() {
    return this.tongue.feed.dubs.of(this.tongue.cell.id).find((one) => one.language === this.code);
  }

  get src() {
    const file = this.stream ? "stream.m3u8" : `${String(this.at).padStart(3, "0")}.mp4`;
    return media.dub(this.tongue.series, this.tongue.cell.id, this.code, file);
  }

  follows() {
    const { dub, tongue } = this;
    if (this.stream || !dub) return false;
    this.passed += tongue.cell.video.duration || 0;
    this.at += 1;
    if (dub.state === "making") {
      this.waits = true;
      this.heard();
      return true;
    }
    if (!dub.cut || this.passed > dub.seconds - 1) return false;
    tongue.land(this.passed);
    return true;
  }

  /** Go on if something has come that was waited for. */
  heard() {
    const { dub, tongue } = this;
    if (!this.waits) return;
    if (dub?.state === "making" && this.at >= dub.parts.length) return tongue.cell.screen.classList.add("waiting");
    this.waits = false;
    if (dub?.state === "making") tongue.cell.play();
    else if (dub?.cut) tongue.land(this.passed);
    else tongue.live = null;
  }
}
