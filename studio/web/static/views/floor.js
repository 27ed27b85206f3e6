// The production floor: the crew and what they say, the shots as they are made, how long yet, what it costs.

import { media } from "../api.js";
import { fill, h, icon, keyed } from "../dom.js";
import { because, button, choice, crew, CREW, left, money, named, plural, progress, setProgress } from "../parts.js";
import { order } from "./price.js";

const CALL = ["showrunner", "writer", "critic", "continuity", "director", "cast", "camera", "composer", "editor"];
const TRADE = { showrunner: "owns the story", writer: "writes the scenes", critic: "asks the hard questions", continuity: "remembers everything", director: "plans the shots", cast: "plays the parts", camera: "shoots", composer: "scores", editor: "cuts and mixes" };
const TITLES = { make: "Making", sequel: "The sequel", note: "Reading your note", accept: "The new cut", refine: "Thinking again", revise: "The new cut", retake: "A retake", undo: "Going back", redo: "Going forward", branch: "Another way", switch: "Another way", cast: "Casting", voice: "Casting a voice", dub: "Dubbing", identity: "Looking at every face" };
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export function mount(root, ctx) {
  const floor = new Floor(ctx);
  root.append(floor.node);
  floor.draw();
  ctx.onProduction(() => floor.soon());
  ctx.onData(() => floor.soon());
  return () => floor.leave();
}

class Floor {
  constructor(ctx) {
    this.ctx = ctx;
    this.on = ctx.production;
    this.title = h("h2", { class: "floor-title" });
    this.sub = h("p", { class: "soft clamp2" });
    this.percent = h("b", { class: "floor-percent figures" });
    this.time = h("b", { "data-test": "floor-left" });
    this.cost = h("b", { class: "figures" });
    this.bar = progress(null, "Progress of the production");
    this.stop = button("Stop", { icon: "stop", kind: "slim", on: () => this.on.now && ctx.api.post(`/jobs/${this.on.now.job}/stop`) });
    this.status = h("section", { class: "floor-status", "aria-label": "Now" },
      h("div", { class: "row apart floor-top" }, h("div", { class: "grow" }, this.title, this.sub), this.stop),
      this.bar,
      h("dl", { class: "floor-figures" }, pair("Done", this.percent), pair("Time left", this.time), pair("Cost so far", this.cost)));
    this.lost = h("p", { class: "floor-lost", role: "status", hidden: true }, icon("gone"), h("span", null, h("b", null, "Reconnecting. "), "The studio is not answering; the crew works on, and this page catches up."));
    this.queue = h("ul", { class: "floor-queue" });
    this.count = h("span", { class: "faint small" });
    this.river = h("ol", { class: "river", "aria-label": "Shots, the newest first" });
    this.riverBox = h("section", { class: "floor-river" }, h("div", { class: "row apart" }, h("h3", { class: "eyebrow" }, "Rushes"), this.count), this.river);
    this.crew = h("ul", { class: "callsheet" }, CALL.map((agent) => member(agent)));
    this.log = h("ol", { class: "floor-log", role: "log", "aria-label": "What the crew says" });
    this.next = new Next(ctx);
    this.node = h("div", { class: "page floor" }, this.lost, this.status, this.next.node, this.queue, this.riverBox,
      h("div", { class: "floor-halves" }, h("section", null, h("h3", { class: "eyebrow" }, "Call sheet"), this.crew), h("section", null, h("h3", { class: "eyebrow" }, "On the floor"), this.log)));
    this.eye = new IntersectionObserver((entries) => entries.forEach(roll), { rootMargin: "80px" });
  }

  // Events may come by the dozen: one drawing a frame is enough.
  soon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    const { now, lost } = this.on;
    this.lost.hidden = !lost;
    this.node.classList.toggle("working", Boolean(now));
    this.drawNow(now);
    this.drawCrew(now);
    this.drawShots(now);
    this.drawLog();
    this.next.draw();
    keyed(this.queue, now ? this.on.waiting : [], (job) => job.job, waits);
  }

  drawNow(now) {
    this.status.hidden = !now;
    if (!now) return;
    fill(this.title, heading(now));
    fill(this.sub, now.text || this.ctx.data()?.busy?.text || this.ctx.data()?.premise || "");
    fill(this.percent, !now.progress ? "…" : `${Math.round(now.progress * 100)} %`);
    fill(this.time, now.left === null ? "…" : left(now.left));
    fill(this.cost, money(now.cost ?? 0));
    setProgress(this.bar, now.progress || null);
  }

  drawCrew(now) {
    for (const node of this.crew.children) {
      const agent = node.dataset.agent;
      const said = this.on.crew.get(agent);
      const lit = now?.agent === agent;
      node.classList.toggle("lit", lit);
      node.classList.toggle("idle", !said);
      node.querySelector(".crew").classList.toggle("lit", lit);
      fill(node.querySelector(".callsheet-words"), said?.text || TRADE[agent], said?.of > 1 && h("span", { class: "faint figures" }, ` ${said.done} of ${said.of}`));
      const bar = node.querySelector(".progress");
      bar.hidden = !(said?.of > 1);
      if (said?.of > 1) setProgress(bar, said.done / said.of);
    }
  }

  drawShots(now) {
    const { shots } = this.on;
    this.riverBox.hidden = !shots.length && !now;
    const coming = now && (now.agent === "camera" || !shots.length) ? [{ take: "coming" }] : [];
    fill(this.count, shots.length ? plural(shots.length, "shot") : "");
    keyed(this.river, [...coming, ...shots], (shot) => shot.take, (shot) => (shot.take === "coming" ? blank() : this.clip(shot)));
  }

  clip(shot) {
    const video = h("video", { muted: true, loop: true, playsinline: true, preload: "none", "aria-hidden": "true", disablepictureinpicture: true });
    video.dataset.src = media.take(this.ctx.series, shot.take);
    const where = named(shot.shot);
    const node = h("li", { class: "rush", "data-test": "floor-shot" }, h("a", { class: "still", href: `#/${this.ctx.series}/board/${shot.shot.split(".")[0]}`, "aria-label": `${where}: to the board` }, video, h("span", { class: "rush-name" }, where.replace(/^.*shot /, "Shot "))));
    this.eye.observe(video);
    return node;
  }

  drawLog() {
    const lines = [...this.on.lines].reverse();
    if (!lines.length) return fill(this.log, h("li", { class: "floor-quiet faint small" }, "Nobody has said anything yet."));
    if (this.log.querySelector(".floor-quiet")) fill(this.log);
    keyed(this.log, lines, (line) => line.id, said, (node, line) => line.of && fill(node.lastElementChild, words(line)));
  }

  leave() {
    cancelAnimationFrame(this.frame);
    this.eye.disconnect();
    for (const video of this.river.querySelectorAll("video")) {
      video.removeAttribute("src");
      video.load();
    }
  }
}

const heading = (now) => {
  const where = now.episode && named(now.episode).toLowerCase();
  if (now.what === "make") return where ? `Making ${where}` : "Making the series";
  return `${TITLES[now.what] ?? "At work"}${where ? `: ${where}` : ""}`;
};

const pair = (name, value) => h("div", null, h("dt", null, name), h("dd", null, value));

const member = (agent) => h("li", { class: "member idle", "data-agent": agent }, crew(agent), h("div", { class: "grow" }, h("b", null, CREW[agent]), h("p", { class: "callsheet-words clamp2" }), progress(0, `How far the ${CREW[agent].toLowerCase()} is`)));

const blank = () => h("li", { class: "rush coming", "aria-hidden": "true" }, h("div", { class: "still blank" }, icon("camera")));

const waits = (job) => h("li", { class: "row small soft" }, icon("clock"), h("span", { class: "clamp1" }, "Then: ", job.text || job.what));

function said(line) {
  if (line.mark) {
    const what = line.what === "make" ? "The shoot" : (TITLES[line.what] ?? "Work");
    const said = { started: `${what} begins`, finished: `${what}: done`, failed: line.text || "That did not work", stopped: "Stopped" };
    return h("li", { class: `floor-mark ${line.mark}`, "data-test": "floor-line" }, icon({ started: "play", finished: "check", failed: "warn", stopped: "stop" }[line.mark]), h("span", null, said[line.mark]));
  }
  return h("li", { class: `floor-line ${line.agent === "decision" ? "decision" : ""}`, "data-test": "floor-line" }, crew(line.agent, { small: true }), h("p", null, words(line)));
}

const words = (line) => [h("b", null, CREW[line.agent] ?? line.agent), " ", line.text, line.of > 1 && ` ${line.done} of ${line.of}`, line.episode && h("span", { class: "faint tiny" }, ` ${named(line.episode)}`)];

// A clip plays while it can be seen, and only then is it fetched.
function roll({ target, isIntersecting }) {
  if (!isIntersecting) return target.pause();
  if (!target.hasAttribute("src")) target.src = target.dataset.src;
  if (STILL.matches) target.preload = "metadata";
  else target.play().catch(() => {});
}

/** When nobody works: what could be made next. */
class Next {
  constructor(ctx) {
    this.ctx = ctx;
    this.title = h("h2");
    this.text = h("p", { class: "soft" });
    this.count = choice("next-count", "How many", [["1", "1 episode"], ["3", "3"], ["10", "10"]], "1");
    this.go = button("Roll", { kind: "primary", icon: "play", test: "make-more", on: () => this.make() });
    this.row = h("div", { class: "row wrap" }, this.count, this.go);
    this.node = h("section", { class: "card floor-next" }, h("div", { class: "grow" }, this.title, this.text), this.row);
  }

  draw() {
    const data = this.ctx.data();
    const busy = Boolean(this.ctx.production.now) || this.ctx.production.waiting.length > 0;
    this.node.hidden = busy || !data;
    if (this.node.hidden) return;
    const made = data.episodes.filter((one) => one.stage === "finished").length;
    const { last } = this.ctx.production;
    const failed = last?.kind === "failed";
    this.node.classList.toggle("failed", failed);
    fill(this.title, failed ? "That did not work" : made ? "The floor is quiet" : "Nobody is at work");
    fill(this.text, failed && `${last.text} `, data.next ? `Next is ${named(data.next).toLowerCase()}.` : "The season is finished. A sequel would remember all of it.");
    this.row.hidden = !data.next;
    because(this.go, this.ctx.busy());
  }

  async make() {
    const [, season, number] = /^s(\d+)e(\d+)$/.exec(this.ctx.data().next).map(Number);
    const last = number + Number(this.count.value) - 1;
    const path = `/series/${encodeURIComponent(this.ctx.series)}`;
    const wanted = { episodes: last > number ? `${number}-${last}` : String(number), season };
    await order(this.ctx.api, `${path}/make`, `${path}/bid?episodes=${wanted.episodes}&season=${season}`, wanted, last > number ? "These episodes" : "The next episode");
  }
}
