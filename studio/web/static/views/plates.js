// Plates of a set: pictures of what its cameras see, and views with their depth, fetched one after the other.

import { h } from "../dom.js";
import { asked, slope } from "./lens.js";

const at = (series, location, what, query) => `/media/${encodeURIComponent(series)}/sets/${encodeURIComponent(location)}/${what}?${new URLSearchParams(query)}`;

/** The address of what a camera sees; with the set's take it is filmed once and kept. */
export const plateOf = (series, season, place, eye, width = 180) => at(series, place.id, "plate.jpg", { ...asked(eye), width, height: Math.round((width * 16) / 9), season, v: place.take });

export const reportOf = (series, location, picture) => `/media/${encodeURIComponent(series)}/sets/${encodeURIComponent(location)}/report/${encodeURIComponent(picture.name)}.png?v=${picture.version}`;

/** Film a view, wider by `over` than the eye sees, so that one can turn in it: {eye, meant, width, height, columns, rows, near, seen, free, ms, picture, nearness, saw}; null if overtaken. */
export async function filmed({ series, season, location, eye, width, viewer, signal, over = 1 }) {
  const wider = over === 1 ? eye : { ...eye, fov: Math.min(100, (2 * Math.atan(over * slope(eye)) * 180) / Math.PI) };
  const height = Math.round((width * 16) / 9);
  const answer = await fetch(at(series, location, "view", { ...asked(wider), width, height, season, viewer }), { signal });
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? "The set could not be filmed.");
  const data = await answer.arrayBuffer();
  const told = new DataView(data).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, told)));
  const from = 4 + told;
  const points = head.columns * head.rows;
  const picture = await createImageBitmap(new Blob([new Uint8Array(data, from, head.jpeg)], { type: "image/jpeg" }));
  const nearness = new Uint16Array(data, from + head.jpeg, points);
  return { ...head, meant: eye, bytes: data.byteLength, picture, nearness, saw: new Uint8Array(data, from + head.jpeg + 2 * points, points) };
}

/** Loads pictures one after the other, so that whoever looks round is not kept waiting. */
export class Darkroom {
  constructor(patient = () => false) {
    this.patient = patient;
    this.waiting = [];
    this.over = false;
  }

  /** A picture that comes when it is its turn. */
  picture(src, alt = "") {
    const image = h("img", { alt, decoding: "async" });
    const frame = h("div", { class: "still plate coming" }, image);
    this.waiting.push({ image, frame, src });
    this.next();
    return frame;
  }

  async next() {
    if (this.busy || this.over) return;
    this.busy = true;
    while (this.waiting.length && !this.over) {
      if (this.patient()) {
        await new Promise((done) => setTimeout(done, 200));
        continue;
      }
      const { image, frame, src } = this.waiting.shift();
      image.src = src;
      await image.decode().then(() => frame.classList.remove("coming"), () => frame.classList.add("blank"));
    }
    this.busy = false;
  }

  leave() {
    this.over = true;
    this.waiting.length = 0;
  }
}
