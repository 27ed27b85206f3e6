// The board: every shot of an episode as it was filmed, scene by scene, and the script they were drawn from.

import { add, fill, h, icon, keyed } from "../dom.js";
import { media } from "../api.js";
import { because, button, choice, clock, empty, named, plural, still, toast } from "../parts.js";
import { mark, verdict } from "./gate.js";
import { ShotSheet, size } from "./shot.js";

const remembered = { episode: "", side: "shots" };

export async function mount(root, ctx) {
  const written = ctx.data().episodes.filter((one) => one.stage !== "planned");
  if (!written.length) {
    root.append(h("div", { class: "page" }, empty("board", "Nothing on the board yet", "As soon as an episode is written its shots are drawn here, one by one.", button("See the floor", { icon: "floor", on: () => ctx.go(`#/${ctx.series}/floor`) }))));
    return ctx.onData((data) => data.episodes.some((one) => one.stage !== "planned") && ctx.go(`#/${ctx.series}/board/${data.episodes[0].id}`));
  }
  const [episode, shot] = (ctx.episode ?? "").split(".");
  const id = [episode, /^s\d+e\d+/.exec(ctx.focused())?.[0], remembered.episode, written[0].id].find((one) => written.some((other) => other.id === one));
  const board = new Board(ctx, id);
  remembered.episode = id;
  await board.read();
  root.append(board.node);
  ctx.focus(id);
  ctx.listen((event) => board.hear(event));
  ctx.onProduction(() => board.sheet?.busy());
  ctx.onData(() => board.switcher());
  // An address may name a shot: s01e02.s07.
  if (board.episode.shots.some((one) => one.id === `${id}.${shot}`)) board.open(`${id}.${shot}`);
  return () => board.leave();
}

class Board {
  constructor(ctx, id) {
    this.ctx = ctx;
    this.id = id;
    this.path = `/series/${encodeURIComponent(ctx.series)}`;
    this.seen = new Map();
    this.head = h("header", { class: "board-head" });
    this.picker = h("select", { class: "input board-picker", "aria-label": "Episode", "data-test": "board-episode" });
    this.picker.addEventListener("change", () => ctx.go(`#/${ctx.series}/board/${this.picker.value}`));
    this.back = button("", { icon: "back", label: "The episode before", kind: "quiet", on: () => this.step(-1) });
    this.on = button("", { icon: "next", label: "The next episode", kind: "quiet", on: () => this.step(1) });
    this.side = choice("board-side", "Shots or script", [["shots", "Shots"], ["script", "Script"]], remembered.side, (side) => this.turn(side));
    this.shots = h("div", { class: "board-scenes" });
    this.script = h("div", { class: "board-script", hidden: true });
    this.node = h("div", { class: "page board" }, h("div", { class: "row apart wrap board-bar" }, h("div", { class: "row board-switch" }, this.back, this.picker, this.on), this.side), this.head, this.shots, this.script);
  }

  async read() {
    const mine = (this.reading = Symbol("reading"));
    const [episode, findings] = await Promise.all([this.ctx.api.get(`${this.path}/episodes/${this.id}`), this.ctx.api.get(`${this.path}/findings`).catch(() => [])]);
    if (mine !== this.reading) return;
    this.episode = episode;
    this.findings = findings.filter((one) => one.episode === this.id && one.status === "open");
    this.draw();
  }

  hear(event) {
    const mine = event.kind === "changed" && (event.what ?? []).some((what) => what === `episode:${this.id}` || what === "findings" || what === "history");
    const filmed = event.kind === "working" && event.take && event.shot?.startsWith(`${this.id}.`);
    if (event.kind === "said") this.sheet?.said(event.message);
    if (filmed) this.tile(event.shot)?.classList.add("fresh");
    if (mine || filmed || ["finished", "failed", "stopped"].includes(event.kind)) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.read().catch((error) => toast(error.message, "bad")), filmed ? 1200 : 200);
    }
  }

  tile(id) {
    return this.shots.querySelector(`[data-id="${id}"]`);
  }

  get written() {
    return this.ctx.data().episodes.filter((one) => one.stage !== "planned");
  }

  step(by) {
    const at = this.written.findIndex((one) => one.id === this.id);
    const to = this.written[at + by];
    if (to) this.ctx.go(`#/${this.ctx.series}/board/${to.id}`);
  }

  switcher() {
    const written = this.written;
    const many = this.ctx.data().seasons.length > 1;
    const words = JSON.stringify(written.map((one) => [one.id, one.title]));
    if (words !== this.listed) fill(this.picker, written.map((one) => h("option", { value: one.id }, `${many ? `Season ${one.season}, ` : ""}${one.number}. ${one.title}`)));
    this.listed = words;
    this.picker.value = this.id;
    because(this.back, written[0].id === this.id ? "This is the first episode." : "");
    because(this.on, written.at(-1).id === this.id ? "No later episode is written yet." : "");
  }

  turn(side) {
    remembered.side = side;
    this.shots.hidden = side !== "shots";
    this.script.hidden = side === "shots";
  }

  draw() {
    const { episode } = this;
    const seconds = episode.seconds || episode.shots.reduce((sum, shot) => sum + shot.seconds, 0);
    this.switcher();
    fill(this.head,
      h("p", { class: "eyebrow" }, named(this.id)),
      h("h2", { class: "board-title" }, episode.title),
      h("p", { class: "soft small" }, [episode.shots.length && plural(episode.shots.length, "shot"), plural(episode.script.length, "scene"), seconds && clock(seconds), !episode.finished && "not finished yet", told(episode.shots)].filter(Boolean).join(" · ")),
      this.findings.length > 0 && h("a", { class: "chip board-found", href: `#/${this.ctx.series}/continuity` }, icon("warn"), plural(this.findings.length, "open finding")));
    this.drawShots();
    fill(this.script, screenplay(this));
    this.turn(this.side.value);
    this.sheet?.update();
  }

  drawShots() {
    if (!this.episode.shots.length) return fill(this.shots, empty("board", "The storyboard is not drawn yet", "The script is there already. The director draws the shots next."));
    const groups = grouped(this.episode.shots);
    keyed(this.shots, groups, (group) => group.key, (group) => this.scene(group), (node, group) => this.fillScene(node, group));
  }

  scene(group) {
    const node = h("section", { class: "board-scene" }, h("div", { class: "row apart board-scene-head" }), h("div", { class: "board-grid" }));
    this.fillScene(node, group);
    return node;
  }

  fillScene(node, group) {
    const scene = this.episode.script.find((one) => one.scene === group.scene);
    const words = JSON.stringify([scene?.heading, scene?.locked, group.first]);
    if (node.dataset.words !== words) fill(node.firstElementChild, this.heading(scene, group));
    node.dataset.words = words;
    keyed(node.lastElementChild, group.shots, (shot) => JSON.stringify([shot.id, shot.take, shot.still, shot.seconds, shot.framing, shot.locked, shot.lines, this.marks(shot).length, verdict(shot)]), (shot) => this.shot(shot));
  }

  heading(scene, group) {
    if (!scene) return h("h3", { class: "board-heading" }, "Cards");
    return [h("h3", { class: "board-heading" }, h("span", { class: "board-number" }, scene.scene.split(".")[1]), h("span", null, scene.heading, scene.weather && scene.weather !== "clear" && h("span", { class: "faint" }, ` · ${scene.weather}`))), group.first && this.sceneLock(scene)];
  }

  sceneLock(scene) {
    const words = scene.locked ? "Locked" : "Lock";
    const node = button(words, { kind: `quiet slim board-lock${scene.locked ? " on" : ""}`, icon: scene.locked ? "lock" : "unlock", test: "scene-lock", label: scene.locked ? "Give this scene free" : "Lock this scene: no note changes it", on: () => this.ctx.api.post(`${this.path}/scenes/${scene.scene}/lock`, { locked: !scene.locked }) });
    node.setAttribute("aria-pressed", String(scene.locked));
    node.title = scene.locked ? "No note changes this scene. Press to give it free." : "Keep this scene exactly as it is.";
    return node;
  }

  /** Findings that stand at this shot. */
  marks(shot) {
    return this.findings.filter((one) => shot.lines.some((line) => one.script?.where === line.id));
  }

  shot(shot) {
    const number = Number(shot.id.split(".s")[1]);
    const marks = this.marks(shot);
    const seen = mark(shot);
    const line = shot.lines[0];
    const picture = still(media.take(this.ctx.series, shot.still), "", shot.card ? "script" : "camera");
    add(picture, h("span", { class: "board-no" }, number), h("span", { class: "board-sec" }, `${shot.seconds.toFixed(1)} s`),
      (shot.locked || marks.length > 0 || seen) && h("span", { class: "board-marks" }, seen, marks.length > 0 && h("span", { class: "board-mark bad", title: marks[0].message }, icon("warn", "open finding")), shot.locked && h("span", { class: "board-mark", title: "Locked" }, icon("lock", "locked"))));
    const node = h("button", { class: "board-shot", type: "button", "data-test": "shot", "data-id": shot.id, "aria-label": `Shot ${number}, ${size(shot)}, ${shot.seconds.toFixed(1)} seconds${line ? `: ${line.name}: ${line.text}` : ""}` },
      picture, h("span", { class: "board-size" }, size(shot)), h("span", { class: ["board-line clamp2", !line && "seen"] }, line ? [h("b", null, line.name), " ", line.text] : shot.action));
    node.addEventListener("click", () => this.open(shot.id));
    if (shot.take) this.alive(node, picture, shot.take);
    return node;
  }

  // Moves under the pointer or the focus, without a sound.
  alive(node, picture, take) {
    const begin = () => {
      if (picture.querySelector("video")) return;
      const video = h("video", { src: media.take(this.ctx.series, take), muted: true, loop: true, playsinline: true, preload: "auto", "aria-hidden": "true" });
      picture.insertBefore(video, picture.querySelector(".board-no"));
      video.play().catch(() => {});
    };
    const end = () => picture.querySelector("video")?.remove();
    node.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && begin());
    node.addEventListener("focus", () => node.matches(":focus-visible") && begin());
    node.addEventListener("pointerleave", end);
    node.addEventListener("blur", end);
  }

  open(id) {
    this.sheet ??= new ShotSheet(this, () => {
      this.sheet = null;
      this.ctx.focus(this.id);
      this.tile(this.last)?.focus();
    });
    this.show(id);
  }

  show(id) {
    this.last = id;
    this.sheet.show(id);
    this.ctx.focus(id);
  }

  leave() {
    clearTimeout(this.timer);
    this.reading = null;
    this.sheet?.close();
  }
}

// What the gate says of the whole board, where anything was photographed.
function told(shots) {
  const looked = shots.filter((shot) => shot.photographed);
  const bad = looked.filter((shot) => shot.photographed.outcome === "retake").length;
  if (!looked.length) return "";
  return `${looked.length} photographed${bad ? `, ${bad} not them` : ""}`;
}

// Runs of shots of one scene; a card belongs to the scene that it stands in.
function grouped(shots) {
  const groups = [];
  const known = new Set();
  const following = (at) => shots.slice(at).find((shot) => shot.scene)?.scene ?? "";
  shots.forEach((shot, at) => {
    const scene = shot.scene || groups.at(-1)?.scene || following(at);
    if (groups.at(-1)?.scene !== scene) {
      groups.push({ key: `${scene}#${groups.length}`, scene, first: !known.has(scene), shots: [] });
      known.add(scene);
    }
    groups.at(-1).shots.push(shot);
  });
  return groups;
}

/** The script as it is set on paper; a line that is pressed is what the next note is about. */
function screenplay(board) {
  const { script } = board.episode;
  const about = (id, words) => {
    board.ctx.focus(id);
    board.ctx.note(words);
  };
  const spoken = ({ id, name, text, emotion, via }) => h("button", { class: "play-said", type: "button", "data-test": "script-line", "aria-label": `${name}: ${text} Give a note on this line`, on: { click: () => about(id, "Change this line to “”") } },
    h("span", { class: "play-cue" }, name, via && via !== "on" && ` (${HEARD[via] ?? via})`), emotion && emotion !== "neutral" && h("span", { class: "play-how" }, `(${emotion.replaceAll("_", " ")})`), h("span", { class: "play-words" }, text));
  const beat = (one) => [one.action && h("p", { class: "play-action" }, one.action), one.line && spoken(one.line)];
  return h("article", { class: "play", lang: "en" }, h("p", { class: "play-hint tiny faint" }, "Press a line to give a note on it."),
    script.map((scene) => h("section", null, h("h3", { class: "play-heading" }, h("span", null, scene.scene.split(".")[1]), scene.heading.replace(" · ", " - "), scene.locked && icon("lock", "locked")), scene.beats.map(beat))));
}
const HEARD = { phone: "on the phone", off: "off screen", inner: "thinks", narrator: "tells" };
