// The set from above: where a camera can be, the cameras and marks there are, and where one is now.

import { fill, h, s } from "../dom.js";
import { axes } from "./lens.js";

const AROUND = 2.2;

export class FloorPlan {
  /** `going(x, z)` is called where it is clicked. */
  constructor(going) {
    this.going = going;
    this.floor = s("path", { class: "floorplan-floor" });
    this.things = s("g");
    this.me = s("g", { class: "floorplan-me" }, s("path", { d: "" }), s("circle", { r: 0.13 }));
    this.map = s("svg", { class: "floorplan-map", role: "img", "aria-label": "The set from above", "data-test": "floorplan" }, this.floor, this.things, this.me);
    this.map.addEventListener("click", (event) => this.clicked(event));
    this.node = h("figure", { class: "floorplan" }, this.map);
  }

  /** Show a plan, or without one just what there is round the cameras. */
  show(plan, place) {
    this.plan = plan;
    const points = [...place.cameras.map((one) => [one.eye.at[0], one.eye.at[2]]), ...place.marks.map((one) => [one.x, one.z])];
    // A plan may go on far behind where anything is: what is shown is round the cameras and the marks.
    const within = (values, from, count) => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      if (!plan?.wide) return [least - 0.8, most + 0.8];
      return [Math.min(least, Math.max(from, least - AROUND)) - 0.4, Math.max(most, Math.min(from + (count - 1) * plan.step, most + AROUND)) + 0.4];
    };
    const [left, right] = within(points.map(([x]) => x), plan?.x, plan?.wide);
    const [back, front] = within(points.map(([, z]) => z), plan?.z, plan?.deep);
    this.map.setAttribute("viewBox", `${left} ${back} ${right - left} ${front - back}`);
    this.map.style.setProperty("--shape", String((right - left) / (front - back)));
    this.floor.setAttribute("d", plan?.wide ? cells(plan) : "");
  }

  draw(place, current, mark) {
    const wedge = (eye, far) => {
      const half = Math.atan(Math.tan((eye.fov * Math.PI) / 360) * (9 / 16));
      const yaw = (eye.yaw * Math.PI) / 180;
      const [x, , z] = eye.at;
      const end = (angle) => `${x + far * Math.sin(angle)} ${z - far * Math.cos(angle)}`;
      return `M${x} ${z}L${end(yaw - half)}A${far} ${far} 0 0 1 ${end(yaw + half)}Z`;
    };
    this.wedge = wedge;
    fill(this.things,
      place.cameras.map((one) => s("g", { class: ["floorplan-camera", one.saved && "saved", one.name === current && "current"] }, s("path", { d: wedge(one.eye, 0.55) }), s("circle", { cx: one.eye.at[0], cy: one.eye.at[2], r: 0.07 }))),
      place.marks.map((one) => s("circle", { class: ["floorplan-mark", one.saved && "saved", one.name === mark && "current"], cx: one.x, cy: one.z, r: 0.13 })));
  }

  /** Where one is now, which changes with every frame. */
  stand(eye) {
    const [cone, dot] = this.me.children;
    if (this.wedge) cone.setAttribute("d", this.wedge(eye, 1.1 * Math.max(0.4, Math.hypot(axes(eye).forward[0], axes(eye).forward[2]))));
    dot.setAttribute("cx", eye.at[0]);
    dot.setAttribute("cy", eye.at[2]);
  }

  clicked(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.map.getScreenCTM().inverse());
    if (!this.plan?.wide || this.plan.free(at.x, at.y)) this.going(at.x, at.y);
  }
}

/** The free cells of a plan as one path: a strip a row for every run of them. */
function cells({ x, z, step, rows }) {
  let path = "";
  rows.forEach((row, j) => {
    for (const run of row.matchAll(/#+/g)) {
      const [left, top] = [x + (run.index - 0.5) * step, z + (j - 0.5) * step];
      path += `M${left.toFixed(2)} ${top.toFixed(2)}h${(run[0].length * step).toFixed(2)}v${(step * 1.04).toFixed(3)}h${(-run[0].length * step).toFixed(2)}z`;
    }
  });
  return path;
}
