// Whether everybody is still themselves: a line for each of the cast, from the first episode to the last.

import { fill, h, icon, s } from "../dom.js";
import { media } from "../api.js";
import { because, button, named, plural } from "../parts.js";

const [WIDE, HIGH] = [640, 74];
const FACES = 10;

export class DriftPart {
  constructor(ctx) {
    this.ctx = ctx;
    this.path = `/series/${encodeURIComponent(ctx.series)}/identity`;
    this.measure = button("Look at every shot", { kind: "slim", icon: "eye", test: "identity-go", on: () => this.ctx.api.post(this.path) });
    this.words = h("p", { class: "small soft" });
    this.rows = h("div", { class: "drift-rows" });
    this.worst = h("div", { class: "drift-worst" });
    this.node = h("section", { class: "cast-part drift", hidden: true, "data-test": "drift" }, h("div", { class: "row apart wrap" }, h("h3", { class: "eyebrow" }, "Still themselves?"), this.measure), this.words, this.rows, this.worst);
  }

  async read() {
    const drift = await this.ctx.api.get(this.path).catch(() => null);
    this.node.hidden = !drift?.filmed;
    if (!drift?.filmed) return;
    const share = Math.round(100 * drift.unverifiable);
    fill(this.words, drift.measured
      ? [`${plural(drift.appearances, "appearance")}, ${drift.failed ? `${drift.failed} below ${drift.threshold.toFixed(2)}` : `none below ${drift.threshold.toFixed(2)}`}, ${share} % of which nobody can tell.`, drift.stale && " Something has been filmed since."]
      : "The face drifts in every peer of ours. Here it is measured, shot by shot, against the first ones.");
    const said = JSON.stringify(drift);
    if (said !== this.said) {
      fill(this.rows, drift.rows.map((row) => this.row(row, drift)));
      fill(this.worst, drift.worst.length > 0 && [h("h4", { class: "eyebrow" }, "Least like themselves"), h("ul", { class: "drift-list" }, drift.worst.map((one) => h("li", null, this.bad(one, drift.threshold))))]);
    }
    this.said = said;
    this.busy();
  }

  busy() {
    because(this.measure, this.ctx.busy());
  }

  row(row, drift) {
    const scores = row.points.map((one) => one.score).filter((score) => score !== null);
    const low = row.points.map((one) => one.lowest).filter((score) => score !== null);
    return h("figure", { class: "drift-row", "data-test": "drift-row" },
      h("figcaption", null, h("b", null, row.name), h("span", { class: "tiny faint figures" }, scores.length ? `lowest ${Math.min(...low).toFixed(2)}` : "nobody can tell")),
      h("div", { class: "drift-line" }, line(row, drift), faces(this.ctx, row, drift)));
  }

  bad(one, threshold) {
    const number = Number(one.shot.split(".s")[1]);
    return h("a", { class: ["drift-bad", one.score < threshold && "below"], href: `#/${this.ctx.series}/board/${one.shot}`, "data-test": "drift-shot" },
      one.still ? h("img", { src: media.take(this.ctx.series, one.still), alt: "", loading: "lazy" }) : icon("camera"),
      h("span", { class: "tiny" }, h("b", null, one.name), h("span", { class: "faint" }, `${named(one.shot.split(".")[0])}, shot ${number}`), h("span", { class: "figures" }, one.score.toFixed(2))));
  }
}

/** Where an episode stands from left to right, 0 to 1. */
const along = (episode, drift) => (drift.episodes.length < 2 ? 0.5 : drift.episodes.indexOf(episode) / (drift.episodes.length - 1));

// From 0 to 1 upwards, an episode a step; the dashed line is what is enough.
function line(row, drift) {
  const x = (episode) => WIDE * along(episode, drift);
  const y = (score) => HIGH - 4 - (HIGH - 8) * Math.max(0, Math.min(1, score));
  const known = row.points.filter((one) => one.score !== null);
  const said = known.map((one) => `${named(one.episode)}: ${one.score.toFixed(2)}`).join("; ");
  return s("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "drift-chart", preserveAspectRatio: "none", role: "img", "aria-label": `${row.name}. ${said || "Nobody can tell."} ${drift.threshold.toFixed(2)} is enough.` },
    s("line", { class: "drift-enough", x1: 0, x2: WIDE, y1: y(drift.threshold), y2: y(drift.threshold) }),
    known.map((one) => s("line", { class: ["drift-reach", one.lowest < drift.threshold && "below"], x1: x(one.episode), x2: x(one.episode), y1: y(one.lowest), y2: y(one.highest) + 0.01 })),
    known.length > 1 && s("polyline", { class: "drift-path", points: known.map((one) => `${x(one.episode)},${y(one.score)}`).join(" ") }),
    known.map((one) => s("line", { class: "drift-point", x1: x(one.episode), x2: x(one.episode), y1: y(one.score), y2: y(one.score) }, s("title", null, `${named(one.episode)}: ${one.score.toFixed(2)}`))));
}

// A face an episode, as many as there is room for.
function faces(ctx, row, drift) {
  const step = Math.max(1, Math.ceil(drift.episodes.length / FACES));
  const chosen = row.points.filter((one) => one.still && drift.episodes.indexOf(one.episode) % step === 0);
  return h("ul", { class: "drift-faces" }, chosen.map((one) => h("li", { style: { "--at": along(one.episode, drift) } }, h("a", { href: `#/${ctx.series}/board/${one.shot}`, "aria-label": `${row.name} in ${named(one.episode)}`, title: named(one.episode) }, h("img", { src: media.take(ctx.series, one.still), alt: "", loading: "lazy" })))));
}
