// The sets: what every location is filmed in, how well it was seen, and the way into it.

import { fill, h, icon, keyed } from "../dom.js";
import { media } from "../api.js";
import { badge, button, choice, empty, plural, sheet, toast } from "../parts.js";
import { Darkroom, plateOf, reportOf } from "./plates.js";
import { Viewer } from "./viewer.js";

const MADE_OF = { drawn: ["Drawn", "", "writer"], footage: ["From footage", "green", "camera"], picture: ["From a picture", "blue", "eye"] };
const remembered = { season: 0 };

export async function mount(root, ctx) {
  const { seasons } = ctx.data();
  if (!seasons.length) {
    root.append(h("div", { class: "page" }, empty("sets", "No places yet", "The showrunner invents the places first; then each can be filmed in a set of its own.")));
    return ctx.onData((data) => data.seasons.length && ctx.go(`#/${ctx.series}/sets/`));
  }
  const season = seasons.some((one) => one.number === remembered.season) ? remembered.season : seasons.at(-1).number;
  const read = (number) => ctx.api.get(`/series/${encodeURIComponent(ctx.series)}/sets?season=${number}`);
  const sets = await read(season);
  const place = ctx.episode && sets.locations.find((one) => one.id === ctx.episode && !one.why_not);
  const view = place ? new Viewer(ctx, sets, place, () => read(season)) : new Sets(ctx, sets, seasons, read);
  root.append(view.node);
  view.begin?.();
  ctx.listen((event) => view.hear(event));
  ctx.onProduction(() => view.busy?.());
  ctx.onData(() => view.busy?.());
  return () => view.leave();
}

class Sets {
  constructor(ctx, sets, seasons, read) {
    Object.assign(this, { ctx, read, sets });
    this.darkroom = new Darkroom();
    this.list = h("div", { class: "sets-list" });
    this.lead = h("p", { class: "sets-lead soft" });
    const season = seasons.length > 1 && choice("sets-season", "Season", seasons.map((one) => [one.number, `Season ${one.number}`]), sets.season, (number) => this.turn(Number(number)));
    this.node = h("div", { class: "page sets" }, h("header", { class: "sets-head" }, h("div", { class: "grow" }, h("h2", null, "Sets"), this.lead), season), this.list);
    this.draw();
  }

  async turn(season) {
    remembered.season = season;
    this.sets = await this.read(season).catch((error) => (toast(error.message, "bad"), this.sets));
    this.draw();
  }

  hear(event) {
    if (event.kind !== "finished" && event.kind !== "changed") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(this.sets.season), 300);
  }

  draw() {
    const { locations } = this.sets;
    const scouted = locations.filter((one) => one.made_of !== "drawn").length;
    fill(this.lead, scouted ? `${scouted} of ${plural(locations.length, "place")} can be filmed from any camera; the others are drawn.` : "All places are drawn. Film one of your own, and the series can be shot in it from any camera.");
    const order = [...locations].sort((a, b) => (a.made_of === "drawn") - (b.made_of === "drawn"));
    keyed(this.list, order, (one) => JSON.stringify([this.sets.season, one]), (one) => (one.made_of === "drawn" ? this.drawn(one) : this.scouted(one)));
  }

  head(one) {
    const [words, kind, name] = MADE_OF[one.made_of];
    return h("div", { class: "sets-title" }, h("h3", null, one.name), badge(words, kind, name), one.hour && badge(one.hour), one.shots > 0 && h("span", { class: "tiny faint" }, `${plural(one.shots, "shot")} of the present episode`));
  }

  scouted(one) {
    const href = `#/${this.ctx.series}/sets/${one.id}`;
    const look = one.why_not ? h("p", { class: "sets-warn small" }, icon("warn"), one.why_not) : h("a", { class: "button primary", href, "data-test": "set-enter" }, icon("eye"), h("span", null, "Look round"));
    return h("article", { class: "card sets-card", "aria-label": one.name, "data-test": "set", "data-id": one.id },
      h("div", { class: "sets-top" }, h("div", { class: "grow stack" }, this.head(one), h("p", { class: "small soft" }, one.words, one.of && h("span", { class: "faint" }, ` Filmed as ${one.of}.`))), look),
      one.figures.length > 0 && h("dl", { class: "sets-figures" }, one.figures.slice(0, 8).map((figure) => h("div", null, h("dt", null, figure.words), h("dd", { class: "figures" }, figure.words.startsWith("Share") ? `${Math.round(100 * figure.value)} %` : number(figure.value))))),
      one.told.length > 0 && h("ul", { class: "sets-told small soft" }, one.told.map((line) => h("li", null, line))),
      h("ul", { class: "sets-plates", "aria-label": "Cameras" }, one.cameras.map((camera) => h("li", null, this.camera(one, camera, href)))),
      h("div", { class: "row wrap" }, one.marks.map((mark) => badge(mark.name, mark.saved ? "lamp" : "", "place"))),
      one.pictures.length > 0 && this.report(one));
  }

  camera(one, camera, href) {
    const src = !one.why_not && plateOf(this.ctx.series, this.sets.season, one, camera.eye);
    return h("a", { class: "sets-plate", href: one.why_not ? undefined : `${href}?${encodeURIComponent(camera.name)}`, "aria-label": `${camera.name}, ${Math.round(100 * camera.seen)} % seen` },
      src ? this.darkroom.picture(src) : h("div", { class: "still blank" }, icon("camera")),
      h("span", { class: "clamp1" }, h("b", null, camera.name)),
      h("span", { class: ["tiny figures", camera.seen < 0.75 ? "sets-low" : "faint"] }, `${Math.round(100 * camera.seen)} % seen`));
  }

  report(one) {
    const large = (picture) => sheet(`${one.name}: ${picture.words}`, h("img", { class: "sets-large", src: reportOf(this.ctx.series, one.id, picture), alt: picture.words }), { large: true });
    return h("details", { class: "sets-report" }, h("summary", null, `The scout's report, ${plural(one.pictures.length, "picture")}`),
      h("div", { class: "sets-pictures" }, one.pictures.map((picture) => h("button", { type: "button", class: "sets-picture", on: { click: () => large(picture) } }, h("img", { src: reportOf(this.ctx.series, one.id, picture), alt: "", loading: "lazy" }), h("span", { class: "tiny" }, picture.words)))));
  }

  drawn(one) {
    const plate = one.plate ? h("img", { src: media.take(this.ctx.series, one.plate), alt: "", loading: "lazy" }) : icon("place");
    const how = `cliffhanger scout walk.mp4 --series ${this.ctx.series} --as "${one.name}"`;
    const scout = button("How to film in your own place", { kind: "quiet slim", icon: "camera", on: () => sheet(`${one.name} from footage`, howTo(one, how)) });
    return h("article", { class: "card sets-drawn", "aria-label": one.name, "data-test": "set", "data-id": one.id }, h("div", { class: ["sets-thumb", !one.plate && "blank"] }, plate), h("div", { class: "stack" }, this.head(one), h("p", { class: "small soft" }, one.words), h("div", null, scout)));
  }

  leave() {
    clearTimeout(this.timer);
    this.darkroom.leave();
  }
}

function howTo(one, how) {
  return h("div", { class: "stack" },
    h("ol", { class: "sets-how" },
      h("li", null, "Walk through the place with a telephone for half a minute, from one side to the other and back, at the height of your eyes. Turn slowly, and leave nobody in the picture."),
      h("li", null, "Then have it scouted:"),
      h("li", null, "The place is here as soon as that is done: look round, save cameras, drop marks.")),
    h("pre", { class: "sets-code mono" }, how),
    button("Copy the command", { icon: "script", on: () => navigator.clipboard.writeText(how).then(() => toast("Copied."), () => toast("It cannot be copied here: mark it and copy it by hand.", "bad")) }));
}

const number = (value) => (Number.isInteger(value) ? value.toLocaleString() : value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 2 : 1 }));
