// What the user places in a set: cameras to save, marks to drop, both to be renamed, moved and removed.

import { fill, h, icon } from "../dom.js";
import { because, button, field, named, plural, sheet, toast } from "../parts.js";
import { asked, kept } from "./lens.js";
import { plateOf } from "./plates.js";

export class Placed {
  constructor(viewer) {
    this.viewer = viewer;
    this.mark = "";
    this.cameras = h("ul", { class: "placed-cameras", "data-test": "set-cameras" });
    this.marks = h("ul", { class: "placed-marks", "data-test": "set-marks" });
    this.note = h("p", { class: "tiny faint" });
    this.node = h("div", { class: "placed" }, h("section", { class: "stack" }, h("h3", { class: "eyebrow" }, "Cameras"), this.cameras), h("section", { class: "stack" }, h("h3", { class: "eyebrow" }, "Marks"), this.marks), this.note);
  }

  draw() {
    const { place, sets } = this.viewer;
    const said = JSON.stringify([place.cameras, place.marks, this.mark, this.viewer.current]);
    if (said === this.said) return;
    this.said = said;
    this.acts = [];
    this.pictures ??= new Map();
    fill(this.cameras, place.cameras.map((one) => this.camera(one)));
    fill(this.marks, place.marks.map((one) => this.markRow(one)));
    fill(this.note, sets.episode && `${plural(place.shots, "shot")} of ${named(sets.episode).toLowerCase()} ${place.shots === 1 ? "is" : "are"} filmed here. A camera that you save films a shot once you ask for it: say so in the notes.`);
    this.viewer.plan.draw(place, this.viewer.current, this.mark);
    this.busy(this.viewer.ctx.busy());
  }

  camera(one) {
    const { viewer } = this;
    const go = () => {
      viewer.glide(kept(one.eye), one.name);
      this.draw();
    };
    const row = h("li", { class: ["placed-camera", one.name === viewer.current && "current"], "data-test": "set-camera", "data-name": one.name },
      h("button", { type: "button", class: "placed-go", on: { click: go }, "aria-label": `Go to the camera ${one.name}` },
        this.picture(one),
        h("span", { class: "placed-words" }, h("b", { class: "clamp1" }, one.name), h("span", { class: ["tiny figures", one.seen < 0.75 ? "sets-low" : "faint"] }, `${Math.round(100 * one.seen)} % seen`), films(one.shots))));
    if (one.saved) row.append(this.tools(one, "camera", () => this.saveCamera(one.name)));
    return row;
  }

  picture(one) {
    const { viewer } = this;
    const src = plateOf(viewer.ctx.series, viewer.sets.season, viewer.place, one.eye);
    const key = `${one.name} ${src}`;
    if (!this.pictures.has(key)) this.pictures.set(key, viewer.darkroom.picture(src));
    return this.pictures.get(key);
  }

  markRow(one) {
    const show = () => {
      this.mark = this.mark === one.name ? "" : one.name;
      this.draw();
      this.viewer.wish();
    };
    const row = h("li", { class: ["placed-mark", one.name === this.mark && "current"], "data-test": "set-mark", "data-name": one.name },
      h("button", { type: "button", class: "placed-go", "aria-pressed": String(one.name === this.mark), on: { click: show } }, icon("place"), h("span", { class: "placed-words" }, h("b", { class: "clamp1" }, one.name), h("span", { class: "tiny faint figures" }, [where(one), one.shots.length && plural(one.shots.length, "shot")].filter(Boolean).join(" · ")))));
    if (one.saved) row.append(this.tools(one, "mark"));
    return row;
  }

  tools(one, kind, move) {
    const rename = button("", { icon: "writer", kind: "quiet slim", label: `Rename ${one.name}`, test: `rename-${kind}`, on: () => this.named(`Rename the ${kind}`, one.name, "Rename", (to) => this.post(`${kind}s/rename`, { name: one.name, to })) });
    const remove = button("", { icon: "close", kind: "quiet slim", label: `Remove ${one.name}`, test: `remove-${kind}`, on: () => this.remove(one, kind) });
    const use = kind === "camera" && button("", { icon: "note", kind: "quiet slim", label: `Have ${one.name} film a shot`, on: () => this.viewer.ctx.note(`Film shot … with the camera “${one.name}”.`) });
    const here = move && button("", { icon: "retake", kind: "quiet slim", label: `Move ${one.name} to where you are`, test: "move-camera", on: () => this.post("cameras", { name: one.name, eye: numbers(this.viewer.eye) }).then(() => toast(`“${one.name}” is here now.`)) });
    const all = [use, here, rename, remove].filter(Boolean);
    this.acts.push(...all);
    return h("span", { class: "placed-tools" }, all);
  }

  async remove(one, kind) {
    const told = await this.post(`${kind}s/remove`, { name: one.name });
    toast(told.episodes.length ? `“${one.name}” is gone; its shots get the ${kind} that suits.` : `“${one.name}” is gone. Undo brings it back.`);
  }

  saveCamera() {
    const { viewer } = this;
    const eye = numbers(viewer.eye);
    const seen = viewer.view?.seen ?? 1;
    const about = seen < 0.75 && h("p", { class: "sets-warn small" }, icon("warn"), `The footage saw only ${Math.round(100 * seen)} % of this picture.`);
    this.named("Save this camera", this.free("camera", viewer.place.cameras), "Save", async (name) => {
      const told = await this.post("cameras", { name, eye });
      viewer.current = told.name;
      toast(`“${told.name}” is saved.`);
    }, about);
  }

  /** Somebody is to stand at a place of the picture: the server says where on the floor that is. */
  async dropMark(x, y) {
    const { viewer } = this;
    const query = new URLSearchParams({ ...asked(viewer.eye), across: x.toFixed(4), down: y.toFixed(4), season: viewer.sets.season });
    const at = await viewer.ctx.api.get(`/series/${encodeURIComponent(viewer.ctx.series)}/sets/${encodeURIComponent(viewer.place.id)}/floor?${query}`);
    viewer.mark(false);
    viewer.ghost = [at.x, at.z];
    viewer.wish();
    const over = () => {
      viewer.ghost = null;
      viewer.wish();
    };
    this.named("Who stands here?", this.free("mark", viewer.place.marks), "Drop the mark", async (name) => {
      const told = await this.post("marks", { name, x: at.x, z: at.z });
      this.mark = told.name;
      toast(`The mark “${told.name}” is set.`);
    }, h("p", { class: "small soft" }, `${where(at)}. The outline is 1.70 m tall.`), over);
  }

  free(word, all) {
    const taken = new Set(all.map((one) => one.name));
    let number = 1;
    while (taken.has(`${word} ${number}`)) number++;
    return `${word} ${number}`;
  }

  /** Ask for a name, and do something with it. */
  named(title, name, act, done, about, closed) {
    const input = h("input", { class: "input", value: name, maxlength: 32, autocomplete: "off", "data-test": "set-name" });
    const go = button(act, { kind: "primary wide", type: "submit", test: "set-name-go" });
    const form = h("form", { class: "stack" }, about, field("Name", input), go);
    const open = sheet(title, form, { closed });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!input.value.trim()) return input.focus();
      because(go, "Being written down.");
      try {
        await done(input.value.trim());
        open.close();
      } catch (error) {
        toast(error.message, "bad");
        because(go, "");
      }
    });
    input.select();
  }

  async post(what, body) {
    const { viewer } = this;
    const told = await viewer.ctx.api.post(`/series/${encodeURIComponent(viewer.ctx.series)}/sets/${encodeURIComponent(viewer.place.id)}/${what}`, { ...body, season: viewer.sets.season });
    await viewer.reread();
    return told;
  }

  busy(why) {
    for (const act of this.acts ?? []) because(act, why);
  }
}

const numbers = (eye) => Object.fromEntries(Object.entries(asked(eye)).map(([name, value]) => [name, Number(value)]));
const where = ({ x, z }) => [Math.abs(x) >= 0.05 && `${Math.abs(x).toFixed(1)} m ${x < 0 ? "left" : "right"}`, Math.abs(z) >= 0.05 && `${Math.abs(z).toFixed(1)} m ${z < 0 ? "back" : "forward"}`].filter(Boolean).join(", ") || "the middle";

function films(shots) {
  if (!shots.length) return null;
  const numbered = shots.map((id) => Number(/s(\d+)$/.exec(id)?.[1]));
  const told = `${numbered.length === 1 ? "Films shot" : "Films shots"} ${numbered.join(", ")}`;
  return h("span", { class: "placed-shots tiny figures clamp2", title: told }, told);
}
