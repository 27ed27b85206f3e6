// Steering: fingers, mouse, wheel and keys become movements of the eye.

import { axes, clamp, orbited, plus, slope, wrapped } from "./lens.js";

const PER_PIXEL = 0.22;
const TAP = 6;

export class Steering {
  /** `viewer` has eye, mode, pivot(), move(eye), moving(on), point(x, y) while something is placed, and tapped(x, y). */
  constructor(canvas, viewer) {
    Object.assign(this, { canvas, viewer });
    this.fingers = new Map();
    const on = (name, fn, options) => canvas.addEventListener(name, fn, options);
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.moved(event));
    for (const name of ["pointerup", "pointercancel"]) on(name, (event) => this.up(event));
    on("pointerleave", () => this.viewer.point(null));
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("keydown", (event) => this.key(event));
    on("contextmenu", (event) => event.preventDefault());
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.canvas.focus({ preventScroll: true });
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    this.began = [event.clientX, event.clientY];
    this.pivot = this.viewer.pivot();
    this.still = this.fingers.size === 1;
  }

  moved(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return this.viewer.point(...this.place(event));
    const now = [event.clientX, event.clientY];
    if (this.still && Math.hypot(now[0] - this.began[0], now[1] - this.began[1]) < TAP) return;
    this.still = false;
    this.viewer.moving(true);
    if (this.fingers.size > 1) this.pinch(event.pointerId, before, now);
    else this.drag(now[0] - before[0], now[1] - before[1], event.shiftKey || event.buttons > 1 ? "move" : this.viewer.mode);
    this.fingers.set(event.pointerId, now);
  }

  up(event) {
    const was = this.fingers.delete(event.pointerId);
    if (was && this.still && event.type === "pointerup") this.viewer.tapped(...this.place(event));
    if (!this.fingers.size) this.viewer.moving(false);
    this.still = false;
  }

  /** Where in the picture something happened, 0 to 1 each way. */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [clamp((event.clientX - box.left) / box.width, 0, 1), clamp((event.clientY - box.top) / box.height, 0, 1)];
  }

  drag(dx, dy, how) {
    const { eye } = this.viewer;
    if (how === "orbit") this.viewer.move(orbited(eye, this.pivot ?? this.viewer.pivot(), dx * PER_PIXEL, -dy * PER_PIXEL));
    else if (how === "look") {
      const per = eye.fov / this.canvas.clientHeight;
      this.viewer.move({ ...eye, yaw: wrapped(eye.yaw - dx * per), pitch: clamp(eye.pitch + dy * per, -85, 85) });
    } else this.truck((-dx / this.canvas.clientHeight) * 2, (dy / this.canvas.clientHeight) * 2);
  }

  /** Go aside and up, in halves of what is seen where one looks. */
  truck(aside, up) {
    const { eye } = this.viewer;
    const reach = clamp(this.viewer.far(), 0.5, 4) * slope(eye);
    const { right } = axes({ ...eye, pitch: 0, roll: 0 });
    this.viewer.move({ ...eye, at: plus(plus(eye.at, right, aside * reach), [0, 1, 0], up * reach) });
  }

  dolly(metres) {
    const { eye } = this.viewer;
    this.viewer.move({ ...eye, at: plus(eye.at, axes(eye).forward, metres) });
  }

  pinch(id, before, now) {
    const [other] = [...this.fingers].find(([one]) => one !== id)?.slice(1) ?? [];
    if (!other) return;
    const [was, is] = [Math.hypot(before[0] - other[0], before[1] - other[1]), Math.hypot(now[0] - other[0], now[1] - other[1])];
    this.dolly(((is - was) / this.canvas.clientHeight) * 2.4);
    this.truck(-(now[0] - before[0]) / this.canvas.clientHeight, (now[1] - before[1]) / this.canvas.clientHeight);
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 200 : 1;
    this.dolly(clamp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016) * clamp(this.viewer.far(), 0.5, 3), -0.6, 0.6));
    this.pulse();
  }

  /** A wheel and a key have no end: a moment without them is one. */
  pulse() {
    this.viewer.moving(true);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.viewer.moving(false), 180);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { viewer } = this;
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const sizes = { "+": 0.15, "=": 0.15, "-": -0.15, _: -0.15 }[event.key];
    const heights = { PageUp: 0.1, PageDown: -0.1 }[event.key];
    const lenses = { "[": 3, "]": -3 }[event.key];
    if (arrows) this.arrow(arrows, event.shiftKey);
    else if (sizes) this.dolly(sizes);
    else if (heights) viewer.move({ ...viewer.eye, at: plus(viewer.eye.at, [0, heights, 0]) });
    else if (lenses) viewer.move({ ...viewer.eye, fov: viewer.eye.fov + lenses });
    else if (event.key === "Enter") return viewer.tapped(0.5, 0.5);
    else if (event.key === "Escape") return viewer.dismiss();
    else return;
    event.preventDefault();
    this.pulse();
  }

  arrow([x, y], shift) {
    this.pivot = this.viewer.pivot();
    const mode = shift ? "move" : this.viewer.mode;
    if (mode === "move") this.truck(x * 0.12, y * 0.12);
    // An arrow looks, or goes, the way that it points.
    else if (mode === "look") this.drag((-x * 4 * this.canvas.clientHeight) / this.viewer.eye.fov, (y * 4 * this.canvas.clientHeight) / this.viewer.eye.fov, "look");
    else this.drag((-x * 5) / PER_PIXEL, (y * 4) / PER_PIXEL, "orbit");
  }

  leave() {
    clearTimeout(this.rest);
  }
}
