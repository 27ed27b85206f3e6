// The viewer: one stands in a set, looks round, saves cameras and drops marks. What the server filmed is turned live.

import { fill, h, icon } from "../dom.js";
import { badge, because, button, choice, empty, toast, toggle } from "../parts.js";
import { FloorPlan } from "./floorplan.js";
import { apart, axes, between, clamp, floorAt, fovOf, heightWords, kept, lensWords, millimetres, Plan, plus, wrapped } from "./lens.js";
import { Darkroom, filmed } from "./plates.js";
import { Placed } from "./placed.js";
import { Projector } from "./projector.js";
import { Steering } from "./steering.js";

const WIDE = 9 / 16;
const ENOUGH = 0.75;
const [LOW, TOP] = [0.15, 8];
// Widths in pixels, what a view may take in milliseconds, and by how much it is wider than what is seen.
const COARSE = { least: 126, most: 288, patience: 160, over: 1.3 };
const FIRST = { least: 270, most: 324, patience: 500, over: 1 };
const SHARP = { least: 270, most: 540, patience: 1500, over: 1 };
const CLOSE = 0.12;
const HINT = "Drag to turn, wheel or pinch to come nearer, arrow keys to go round; Shift to move aside, Page Up and Down for the height, [ and ] for the lens.";
const LAMP = [0.96, 0.71, 0.29];
const PALE = [0.75, 0.86, 1];

export class Viewer {
  constructor(ctx, sets, place, read) {
    Object.assign(this, { ctx, sets, place, read, mode: "orbit", turn: 0, view: null });
    [this.coarse, this.first, this.sharp] = [COARSE, FIRST, SHARP].map((how) => ({ ...how }));
    this.name = Math.random().toString(36).slice(2, 12);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.darkroom = new Darkroom(() => this.filming || this.isMoving);
    const wanted = decodeURIComponent(location.hash.split("?")[1] ?? "");
    const first = place.cameras.find((one) => one.name === wanted) ?? place.cameras[0];
    this.eye = kept(first.eye);
    this.current = first.name;
    this.ghost = null;
    this.draw();
    this.steering = new Steering(this.canvas, this);
    this.projector = new Projector(this.canvas);
    this.projector.restored = () => this.rest();
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.canvas);
  }

  draw() {
    const { place, ctx } = this;
    this.canvas = h("canvas", { class: "viewer-canvas", tabindex: 0, role: "application", "aria-roledescription": "set viewer", "aria-label": `${place.name}. ${HINT}`, "data-test": "set-canvas" });
    this.warning = h("p", { class: "viewer-warning", role: "status", hidden: true, "data-test": "set-warning" });
    this.veil = h("div", { class: "viewer-veil" }, h("span", { class: "viewer-wait" }), h("p", { class: "small" }, "The set is being opened."));
    this.lamp = h("span", { class: "viewer-lamp", title: "Being filmed", "aria-hidden": "true" });
    this.banner = h("p", { class: "viewer-banner", hidden: true }, icon("place"), h("span", null, "Click the floor where somebody is to stand."), button("", { icon: "close", kind: "quiet slim", label: "Drop no mark", on: () => this.dismiss() }));
    this.height = h("output", { class: "small figures" });
    this.lens = h("output", { class: "small figures" });
    this.share = h("span", { class: "viewer-share", "data-test": "set-seen" });
    this.pacing = h("p", { class: "tiny faint figures viewer-pace", "data-test": "set-pace" });
    this.heights = slider("Height", 0.2, 3, 0.05, (value) => this.move({ ...this.eye, at: [this.eye.at[0], value, this.eye.at[2]] }, true), this.height);
    this.lenses = slider("Lens", 16, 120, 1, (value) => this.move({ ...this.eye, fov: fovOf(value) }, true), this.lens);
    this.saving = button("Save camera", { icon: "camera", kind: "primary", test: "save-camera", on: () => this.placed.saveCamera() });
    this.marking = button("Drop a mark", { icon: "place", test: "drop-mark", "aria-pressed": "false", on: () => this.mark(!this.placing) });
    this.plan = new FloorPlan((x, z) => this.glide({ ...this.eye, at: [x, this.eye.at[1], z] }));
    this.placed = new Placed(this);
    const steer = choice("set-mode", "What dragging does", [["orbit", "Orbit"], ["look", "Look"], ["move", "Move"]], "orbit", (value) => (this.mode = value));
    this.folk = true;
    const folk = toggle("Outlines on the marks", { checked: true, test: "set-folk", on: (value) => ((this.folk = value), this.wish()) });
    const tint = toggle("Tint what was not seen", { checked: true, test: "set-tint", on: (value) => ((this.projector.tint = value), this.wish()) });
    const back = h("a", { class: "button quiet slim", href: `#/${ctx.series}/sets` }, icon("back"), h("span", null, "All sets"));
    this.stage = h("div", { class: "viewer-stage" }, this.canvas, this.lamp, h("div", { class: "viewer-over" }, this.warning, this.banner), this.veil);
    this.node = h("div", { class: "page viewer" },
      h("header", { class: "viewer-head" }, back, h("h2", { class: "grow clamp1" }, place.name), badge(place.made_of === "picture" ? "From a picture" : "From footage", place.made_of === "picture" ? "blue" : "green")),
      h("div", { class: "viewer-main" },
        h("div", { class: "viewer-left" }, this.stage, h("div", { class: "viewer-steer" }, steer, this.share), h("p", { class: "tiny faint viewer-hint" }, HINT)),
        h("div", { class: "viewer-side" },
          h("div", { class: "row wrap viewer-acts" }, this.saving, this.marking),
          h("div", { class: "viewer-about" }, this.plan.node, h("div", { class: "stack viewer-sliders" }, this.heights.node, this.lenses.node, h("div", null, tint, folk), this.pacing)),
          this.placed.node)));
    this.node.setAttribute("data-test", "set-viewer");
  }

  begin() {
    this.plan.show(null, this.place);
    this.told();
    this.busy();
    this.rest();
    this.readPlan();
    this.placed.draw();
  }

  async readPlan() {
    const path = `/series/${encodeURIComponent(this.ctx.series)}/sets/${encodeURIComponent(this.place.id)}/plan?season=${this.sets.season}`;
    try {
      this.walls = new Plan(await this.ctx.api.get(path));
    } catch (error) {
      return toast(error.message, "bad");
    }
    this.plan.show(this.walls, this.place);
    this.wish();
  }

  // Moving --------------------------------------------------------------------------------------------------------

  /** How far away is what one looks at. */
  far() {
    const { key } = this.projector.nearest(this.eye);
    return this.projector.depth(0.5, 0.5, key) ?? 2;
  }

  pivot() {
    return plus(this.eye.at, axes(this.eye).forward, clamp(this.far(), 0.6, 3.2));
  }

  /** Have the eye be there, as far as a camera can; `brief`: a control moved it, and tells no end. */
  move(eye, brief = false) {
    const at = this.walls ? this.walls.walked(this.eye.at, eye.at) : [...eye.at];
    at[1] = clamp(at[1], LOW, TOP);
    this.eye = { ...eye, at, yaw: wrapped(eye.yaw), fov: clamp(eye.fov, 10, 100) };
    if (this.current) {
      this.current = "";
      this.placed.draw();
    }
    this.gliding = this.going = null;
    this.canvas.dataset.sharp = false;
    if (brief) this.steering.pulse();
    this.wish();
  }

  moving(on) {
    if (this.isMoving === on) return;
    this.isMoving = on;
    if (!on) this.rest();
  }

  /** Go to another eye: a short flight to where it has been filmed from, a cut to what lies elsewhere. */
  async glide(eye, name = "") {
    const from = this.eye;
    const mine = (this.going = Symbol("going"));
    this.current = name;
    const far = Math.abs(wrapped(eye.yaw - from.yaw)) > 70 || apart(from.at, eye.at) > 3;
    if (this.projector.nearest(eye).far > 0.5) await this.film(this.coarse, eye);
    if (mine !== this.going || this.over) return;
    if (this.calm || far || between(from, eye) < 0.05) {
      this.eye = kept(eye);
      this.rest();
      return this.wish();
    }
    const turn = wrapped(eye.yaw - from.yaw);
    const took = clamp(420 + 160 * between(from, eye), 420, 1100);
    const began = performance.now();
    this.isMoving = true;
    this.gliding = (now) => {
      const t = clamp((now - began) / took, 0, 1);
      const soft = t * t * (3 - 2 * t);
      const mix = (a, b) => a + (b - a) * soft;
      this.eye = { at: from.at.map((one, i) => mix(one, eye.at[i])), yaw: wrapped(from.yaw + turn * soft), pitch: mix(from.pitch, eye.pitch), roll: mix(from.roll ?? 0, eye.roll ?? 0), fov: mix(from.fov, eye.fov) };
      if (t < 1) return;
      this.gliding = null;
      this.eye = kept(eye);
      this.moving(false);
    };
    this.wish();
  }

  // Showing -------------------------------------------------------------------------------------------------------

  resize() {
    const scale = Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(this.canvas.clientWidth * scale), Math.round(this.canvas.clientHeight * scale)];
    if (!width || (this.canvas.width === width && this.canvas.height === height)) return;
    Object.assign(this.canvas, { width, height });
    this.wish();
  }

  /** Have the next frame drawn. */
  wish() {
    this.frame ??= requestAnimationFrame((now) => this.show(now));
  }

  show(now) {
    this.frame = null;
    if (this.over) return;
    this.gliding?.(now);
    this.watchPace(now);
    const began = performance.now();
    this.projector.draw(this.eye, this.people());
    this.drawn = performance.now() - began;
    this.plan.stand(this.eye);
    this.told();
    if (this.isMoving) this.follow();
    if (this.gliding) this.wish();
  }

  /** While one moves, frames that come late are drawn of fewer views. */
  watchPace(now) {
    if (!this.isMoving) this.projector.spare(true);
    else if (this.shown && now - this.shown < 300) this.gap = 0.7 * (this.gap ?? 16) + 0.3 * (now - this.shown);
    if (this.isMoving && this.gap > 40) {
      this.projector.spare(false);
      this.gap = 25;
    }
    this.shown = now;
  }

  people() {
    const wanted = this.place.marks.filter((one, i) => one.name === this.placed.mark || (this.folk && (i === 0 || one.saved)));
    const marks = wanted.map((one) => ({ at: [one.x, one.z], colour: one.name === this.placed.mark ? LAMP : PALE, strong: one.name === this.placed.mark }));
    return this.ghost ? [...marks, { at: this.ghost, colour: LAMP, strong: true }] : marks;
  }

  told() {
    const { eye, view } = this;
    this.height.textContent = heightWords(eye.at[1]);
    this.lens.textContent = lensWords(eye.fov);
    this.heights.set(eye.at[1]);
    this.lenses.set(millimetres(eye.fov));
    if (!view) return;
    const low = view.seen < ENOUGH;
    const percent = `${Math.round(100 * view.seen)} %`;
    fill(this.share, icon(low ? "warn" : "eye"), h("b", { class: "figures" }, percent), " seen");
    this.share.classList.toggle("low", low);
    const words = !view.free ? "Something is in the way here: a camera cannot be saved." : low ? `The footage saw only ${percent} of this picture. The rest would be made up.` : "";
    if (this.warning.dataset.words !== words) fill(this.warning, words && icon("warn"), words && h("span", null, words));
    this.warning.dataset.words = words;
    this.warning.hidden = !words;
    this.pacing.textContent = `Filmed at ${view.width} × ${view.height} in ${Math.round(view.ms)} ms, turned in ${this.drawn < 10 ? (this.drawn ?? 0).toFixed(1) : Math.round(this.drawn)} ms`;
  }

  // Filming -------------------------------------------------------------------------------------------------------

  /** While one moves: a coarse view whenever what is there is too far from it, one at a time. */
  follow() {
    if (this.filming || this.projector.nearest(this.eye).far < CLOSE) return;
    this.film(this.coarse);
  }

  /** Once one stands still: a sharp one, and a sharper. */
  rest() {
    this.isMoving = false;
    clearTimeout(this.sharper);
    this.sharper = setTimeout(async () => {
      const here = this.eye;
      if (!this.view) await this.film(this.coarse);
      if (this.view && here === this.eye) await this.film(this.first);
      if (here === this.eye && !this.isMoving) await this.film(this.sharp);
    }, this.view ? 90 : 0);
  }

  width({ least, most, patience, pace = 0.004 }) {
    return Math.round(clamp(Math.sqrt((patience / pace) * WIDE), least, most) / 18) * 18;
  }

  async film(how, eye = this.eye) {
    const [width, sharp] = [this.width(how), how.over === 1];
    const near = this.projector.nearest(eye);
    if (sharp && near.far < 0.004 && near.width >= width && near.key.eye.fov === eye.fov) return;
    this.aborting?.abort();
    const turn = ++this.turn;
    const aborting = (this.aborting = new AbortController());
    this.filming = true;
    this.lamp.classList.add("on");
    const began = performance.now();
    try {
      const view = await filmed({ series: this.ctx.series, season: this.sets.season, location: this.place.id, eye, width, viewer: this.name, signal: aborting.signal, over: how.over });
      if (!view || this.over) return;
      view.whole = performance.now() - began;
      // A small picture costs more a pixel than a large one: what is learnt of one size holds for it alone.
      how.pace = view.ms / (view.width * view.height);
      this.view = view;
      this.projector.take(view);
      this.veil.hidden = true;
      Object.assign(this.canvas.dataset, { ms: view.ms, whole: Math.round(view.whole), width: view.width, sharp: sharp && eye === this.eye });
      this.wish();
    } catch (error) {
      if (error.name !== "AbortError") this.failed(error);
    } finally {
      if (turn === this.turn) {
        this.filming = false;
        this.lamp.classList.remove("on");
        if (this.isMoving) this.wish();
      }
    }
  }

  failed(error) {
    if (this.view) return toast(error.message, "bad");
    fill(this.veil, empty("gone", "The set does not open", error.message, button("Try again", { icon: "retake", on: () => this.rest() })));
  }

  // Placing -------------------------------------------------------------------------------------------------------

  /** Begin to drop a mark, or leave off. */
  mark(on) {
    this.placing = on;
    this.ghost = null;
    this.banner.hidden = !on;
    this.marking.setAttribute("aria-pressed", String(on));
    this.stage.classList.toggle("placing", on);
    if (on) this.canvas.focus({ preventScroll: true });
    this.wish();
  }

  dismiss() {
    if (this.placing) this.mark(false);
  }

  /** The pointer is at a place of the picture: somebody stands there, before they do. */
  point(x, y) {
    if (!this.placing) return;
    const at = x === null || x === undefined ? null : floorAt(this.eye, x, y, WIDE);
    this.ghost = at && apart(at, this.eye.at) > 0.4 ? [at[0], at[2]] : null;
    this.wish();
  }

  async tapped(x, y) {
    if (!this.placing) return;
    this.point(x, y);
    try {
      await this.placed.dropMark(x, y);
    } catch (error) {
      toast(error.message, "bad");
    }
  }

  // -----------------------------------------------------------------------------------------------------------------

  hear(event) {
    if (event.kind !== "finished" && event.kind !== "changed") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reread(), 200);
  }

  async reread() {
    const sets = await this.read().catch(() => null);
    const place = sets?.locations.find((one) => one.id === this.place.id);
    if (!place || this.over) return;
    if (place.why_not || place.take !== this.place.take) return this.ctx.go(`#/${this.ctx.series}/sets`);
    Object.assign(this, { sets, place });
    this.placed.draw();
    this.wish();
  }

  busy() {
    const why = this.ctx.busy();
    because(this.saving, why);
    because(this.marking, why);
    this.placed.busy(why);
  }

  leave() {
    this.over = true;
    this.aborting?.abort();
    cancelAnimationFrame(this.frame);
    for (const timer of [this.timer, this.sharper]) clearTimeout(timer);
    this.sizes.disconnect();
    this.steering.leave();
    this.darkroom.leave();
    this.projector.leave();
  }
}

function slider(words, least, most, step, moved, output) {
  const input = h("input", { type: "range", class: "viewer-slider", min: least, max: most, step, "aria-label": words, on: { input: () => moved(Number(input.value)) } });
  const node = h("label", { class: "viewer-dial" }, h("span", { class: "small" }, h("b", null, words), output), input);
  const set = (value) => {
    if (document.activeElement !== input || Math.abs(input.value - value) > step) input.value = String(value);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  return { node, set };
}
