// The sheet of one shot: its take with sound, what it is made of, another take with a note, and the takes before.

import { fill, h, icon } from "../dom.js";
import { media } from "../api.js";
import { because, button, plural, sheet, still, toast } from "../parts.js";
import { gate } from "./gate.js";

const plain = (word) => (word ?? "").replaceAll("_", " ");
const upper = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** How near the camera is: "close up"; a card says what it is. */
export const size = (shot) => ({ title: "Title card", end: "End card" })[shot.framing] ?? upper(plain(shot.framing));

export class ShotSheet {
  constructor(board, closed) {
    this.board = board;
    this.ctx = board.ctx;
    this.stage = h("div", { class: "shot-stage" });
    this.facts = h("div", { class: "shot-facts stack" });
    this.takes = h("section", { class: "shot-takes", "aria-label": "Takes" });
    this.note = h("textarea", { class: "input", rows: 2, maxlength: 2000, placeholder: "closer, from below", "aria-label": "What should be different", "data-test": "shot-note" });
    this.note.addEventListener("input", () => this.busy());
    this.note.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.again.disabled) this.again.click();
    });
    this.again = button("Another take", { kind: "primary", icon: "retake", test: "shot-retake", on: () => this.retake() });
    this.keep = button("Lock", { icon: "lock", test: "shot-lock", on: () => this.lock() });
    this.answer = h("div", { class: "shot-answer small", role: "status", hidden: true });
    this.why = h("p", { class: "tiny faint", "aria-live": "polite" });
    this.back = button("", { icon: "back", label: "The shot before", kind: "quiet", on: () => this.step(-1) });
    this.next = button("", { icon: "next", label: "The next shot", kind: "quiet", on: () => this.step(1) });
    const form = h("div", { class: "shot-form stack" }, h("label", { class: "field" }, h("span", null, "Take it again"), this.note), h("div", { class: "row wrap" }, this.again, this.keep), this.why, this.answer);
    this.open = sheet("Shot", h("div", { class: "shot" }, this.stage, this.takes, this.facts, form), { test: "shot-sheet", closed });
    this.open.node.classList.add("shot-sheet");
    this.open.node.querySelector(".sheet-head").insertBefore(h("div", { class: "row shot-steps" }, this.back, this.next), this.open.node.querySelector(".sheet-head").lastElementChild);
    this.open.node.addEventListener("keydown", (event) => {
      if (event.target.closest("textarea, video, input")) return;
      if (event.key === "ArrowLeft") this.step(-1);
      if (event.key === "ArrowRight") this.step(1);
    });
  }

  close() {
    this.open.close();
  }

  get path() {
    return `${this.board.path}/shots/${this.id}`;
  }

  get shot() {
    return this.board.episode.shots.find((one) => one.id === this.id);
  }

  /** Show a shot of the board. */
  show(id) {
    if (id !== this.id) this.note.value = "";
    this.answer.hidden = true;
    this.id = id;
    this.against = null;
    this.played = null;
    this.update();
  }

  step(by) {
    const { shots } = this.board.episode;
    const to = shots[shots.findIndex((one) => one.id === this.id) + by];
    if (to) this.board.show(to.id);
  }

  /** Draw what the board has read anew; a note that is being written and a take that plays stay. */
  update() {
    const { shot } = this;
    if (!shot) return this.close();
    const { shots } = this.board.episode;
    because(this.back, shots[0].id === shot.id ? "This is the first shot." : "");
    because(this.next, shots.at(-1).id === shot.id ? "This is the last shot." : "");
    fill(this.open.node.querySelector("h2"), `Shot ${Number(shot.id.split(".s")[1])}`, h("span", { class: "faint" }, ` of ${shots.length}`));
    if (!shot.takes.some((one) => one.take === this.against?.take)) this.against = null;
    this.play();
    this.tell();
    this.list();
    this.busy();
  }

  play() {
    const { shot, against } = this;
    const key = JSON.stringify([shot.take, shot.still, against?.take]);
    if (key === this.played) return;
    this.played = key;
    if (!shot.take) return fill(this.stage, h("div", { class: "shot-screen" }, still(media.take(this.ctx.series, shot.still), "", "camera"), !shot.still && h("p", { class: "small faint" }, "Not filmed yet.")));
    if (!against) return fill(this.stage, this.screen(shot.take, shot.still, true));
    const use = button("Use this one", { kind: "primary slim", icon: "check", test: "take-use", on: () => this.use(against) });
    because(use, this.ctx.busy());
    this.using = use;
    fill(this.stage, h("div", { class: "shot-pair" },
      h("figure", null, this.screen(shot.take, shot.still, false), h("figcaption", { class: "tiny soft" }, "In the cut now")),
      h("figure", null, this.screen(against.take, against.still, false), h("figcaption", null, use, button("Stop comparing", { kind: "quiet slim", on: () => this.compare(null) })))));
  }

  // A single take is heard; two beside each other are only seen.
  screen(take, poster, heard) {
    const video = h("video", { src: media.take(this.ctx.series, take), poster: poster ? media.take(this.ctx.series, poster) : undefined, controls: heard, loop: true, playsinline: true, muted: !heard, preload: "auto", "aria-label": "The take", controlslist: "nodownload noplaybackrate" });
    video.play().catch(() => {});
    return h("div", { class: "shot-screen" }, video);
  }

  tell() {
    const { shot } = this;
    const names = new Map(this.board.episode.script.flatMap((scene) => scene.beats).filter((beat) => beat.line).map((beat) => [beat.line.speaker, beat.line.name]));
    const seen = shot.figures.map((id) => names.get(id) ?? upper(plain(id)));
    const rows = [["Size", size(shot)], ["Angle", shot.card ? "" : upper(plain(shot.angle === "eye" ? "eye level" : shot.angle))], ["Camera", upper(plain(shot.move))], ["Seen", seen.join(", ")], ["Length", `${shot.seconds.toFixed(1)} s`]];
    fill(this.facts,
      gate(this.ctx, shot),
      h("dl", { class: "shot-list" }, rows.filter(([, what]) => what).map(([name, what]) => h("div", null, h("dt", null, name), h("dd", null, what)))),
      shot.lines.map((line) => h("blockquote", { class: "shot-said" }, h("b", null, line.name), h("span", null, line.text))),
      shot.action && h("p", { class: "small soft" }, shot.action),
      this.board.marks(shot).map((one) => h("a", { class: "shot-found small", href: `#/${this.ctx.series}/continuity`, on: { click: () => this.close() } }, icon("warn"), h("span", null, one.message))));
  }

  list() {
    const { takes } = this.shot;
    this.takes.hidden = takes.length < 2;
    if (takes.length < 2) return fill(this.takes);
    fill(this.takes, h("h3", { class: "eyebrow" }, plural(takes.length, "take")),
      h("div", { class: "shot-strip" }, takes.map((one, at) => {
        const node = h("button", { class: "shot-take", type: "button", "data-test": "take", "aria-pressed": String(one.take === this.against?.take), "aria-label": one.current ? `Take ${at + 1}, in the cut` : `Compare with take ${at + 1}` }, still(media.take(this.ctx.series, one.still), "", "camera"), h("span", { class: "tiny" }, one.current ? "In the cut" : `Take ${at + 1}`));
        if (one.current) node.setAttribute("aria-current", "true");
        node.addEventListener("click", () => this.compare(one.current ? null : one));
        return node;
      })));
  }

  compare(take) {
    this.against = take;
    this.play();
    this.list();
    this.stage.scrollIntoView({ block: "end", behavior: "smooth" });
  }

  /** What can be pressed now, and why not. */
  busy() {
    const { shot } = this;
    if (!shot) return;
    const busy = this.ctx.busy();
    const locked = shot.locked ? "This shot is locked: give it free first." : "";
    const wait = shot.take || shot.still ? "" : "This shot has not been filmed yet.";
    because(this.again, busy || locked || wait);
    const scene = this.board.episode.script.some((one) => one.scene === shot.scene && one.locked) ? "Its whole scene is locked: give the scene free on the board." : "";
    because(this.keep, busy || scene);
    if (this.using) because(this.using, busy || locked);
    fill(this.again.lastElementChild, this.note.value.trim() ? "Retake with this note" : "Another take");
    fill(this.keep, icon(shot.locked ? "unlock" : "lock"), h("span", null, shot.locked ? "Give it free" : "Lock"));
    fill(this.why, busy || scene || locked || wait || "Only this shot is filmed again; the earlier take stays.");
  }

  async retake() {
    const note = this.note.value.trim();
    await this.ctx.api.post(`${this.path}/retake`, { note });
    this.waiting = true;
    this.answer.hidden = true;
    this.note.value = "";
    this.busy();
    toast(note ? "The note is with the showrunner. The new take appears here." : "The camera takes it again. The new take appears here.");
  }

  /** What the showrunner answered: a question or a refusal is for the notes, where it can be answered. */
  said(message) {
    if (!this.waiting || message?.author !== "showrunner") return;
    this.waiting = false;
    if (!["question", "refusal", "failed"].includes(message.kind)) return;
    this.answer.hidden = false;
    fill(this.answer, icon("warn"), h("span", null, message.text), button("To the notes", { kind: "slim", on: () => (this.close(), this.ctx.openNotes(true)) }));
  }

  async lock() {
    await this.ctx.api.post(`${this.path}/lock`, { locked: !this.shot.locked });
  }

  async use(take) {
    await this.ctx.api.post(`${this.path}/use`, { revision: take.revision });
    this.compare(null);
  }
}
