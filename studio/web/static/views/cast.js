// The cast: the title page of the Bible, the people with their faces and voices, the places and the things.

import { fill, h, icon, keyed, s } from "../dom.js";
import { media } from "../api.js";
import { button, choice, empty, toast } from "../parts.js";
import { DriftPart } from "./drift.js";
import { Recast, strip } from "./faces.js";
import { Revoice, timbre } from "./voices.js";

const remembered = { season: 0 };

export async function mount(root, ctx) {
  const { seasons } = ctx.data();
  if (!seasons.length) {
    root.append(h("div", { class: "page" }, empty("cast", "Nobody is cast yet", "The showrunner invents the people first, then they are drawn and given voices.")));
    return ctx.onData((data) => data.seasons.length && ctx.go(`#/${ctx.series}/cast/s${data.seasons[0].number}`));
  }
  const cast = new Cast(ctx, seasons);
  await cast.read();
  root.append(cast.node);
  ctx.listen((event) => cast.hear(event));
  ctx.onProduction(() => cast.busy());
  ctx.onData(() => cast.busy());
  return () => cast.leave();
}

class Cast {
  constructor(ctx, seasons) {
    this.ctx = ctx;
    this.season = seasons.some((one) => one.number === remembered.season) ? remembered.season : seasons.at(-1).number;
    this.shown = new Set();
    this.voice = new Audio();
    this.voice.addEventListener("ended", () => this.hush());
    this.voice.addEventListener("error", () => this.voice.src && this.playing && (this.hush(), toast("That voice cannot be heard.", "bad")));
    this.title = h("header", { class: "cast-title" });
    this.people = h("div", { class: "cast-people" });
    this.ties = h("div", { class: "cast-ties" });
    this.places = h("div", { class: "cast-places" });
    this.props = h("div", { class: "cast-props" });
    this.drift = new DriftPart(ctx);
    this.switch = seasons.length > 1 && choice("cast-season", "Season", seasons.map((one) => [one.number, `Season ${one.number}`]), this.season, (number) => this.turn(Number(number)));
    const part = (title, ...nodes) => h("section", { class: "cast-part" }, h("h3", { class: "eyebrow" }, title), nodes);
    this.node = h("div", { class: "page cast" }, this.switch && h("div", { class: "row cast-switch" }, this.switch), this.title, part("People", this.people), this.drift.node, (this.bonds = part("Between them", this.ties)), part("Places", this.places), (this.things = part("Things that matter", this.props)));
  }

  async read() {
    const mine = (this.reading = Symbol("reading"));
    const path = `/series/${encodeURIComponent(this.ctx.series)}`;
    const [bible, casting, voices] = await Promise.all([this.ctx.api.get(`${path}/bible?season=${this.season}`), this.ctx.api.get(`${path}/cast`), this.ctx.api.get(`${path}/voices`)]);
    if (mine !== this.reading) return;
    this.bible = bible;
    this.casting = casting;
    this.sheets = new Map(casting.members.map((one) => [one.id, one]));
    this.voices = voices;
    this.sounds = new Map(voices.members.map((one) => [one.id, one]));
    this.draw();
    this.drift.read();
    const open = this.recast && this.sheets.get(this.recast.id);
    if (open) this.recast.update(open, casting);
    const heard = this.revoice && this.sounds.get(this.revoice.id);
    if (heard) this.revoice.update(heard, voices);
  }

  hear(event) {
    if (event.kind !== "finished" && !(event.kind === "changed" && (event.what ?? []).some((what) => what === "bible" || what === "series"))) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read().catch(() => {}), 250);
  }

  async turn(season) {
    this.season = remembered.season = season;
    this.hush();
    await this.read().catch((error) => toast(error.message, "bad"));
  }

  draw() {
    const { bible } = this;
    fill(this.title,
      h("p", { class: "eyebrow" }, [bible.genre, bible.style].filter(Boolean).map((word) => word.replaceAll("_", " ")).join(" · ")),
      h("h2", { class: "cast-name" }, bible.title),
      h("p", { class: "cast-logline" }, bible.logline),
      bible.question && h("p", { class: "cast-question" }, bible.question),
      h("div", { class: "cast-facts" },
        bible.tone && h("div", null, h("h3", { class: "eyebrow" }, "Tone"), h("p", { class: "small soft" }, bible.tone)),
        bible.rules.length > 0 && h("div", null, h("h3", { class: "eyebrow" }, "Rules of this world"), h("ol", { class: "cast-rules small soft" }, bible.rules.map((rule) => h("li", null, rule))))));
    const said = (one) => `${this.season} ${JSON.stringify([one, this.sheets.get(one.id), this.sounds.get(one.id)])}`;
    // Whoever was photographed shows that face everywhere.
    const people = bible.characters.map((one) => ({ ...one, face: this.sheets.get(one.id)?.pictures[0]?.take ?? one.face }));
    keyed(this.people, people, said, (one) => this.person(one));
    const graph = bonds(this.ctx, people);
    this.bonds.hidden = !graph;
    fill(this.ties, graph);
    const places = bible.locations.map((one) => ({ ...one, plate: this.sheets.get(one.id)?.pictures[0]?.take ?? one.plate }));
    keyed(this.places, places, (one) => JSON.stringify(one), (one) => this.place(one));
    this.things.hidden = !bible.props.length;
    fill(this.props, bible.props.map((one) => h("div", { class: "cast-prop" }, icon("prop"), h("div", null, h("b", null, one.name), one.words && h("p", { class: "tiny soft" }, one.words)))));
  }

  person(one) {
    const facts = [["Wants", one.wants], ["Fears", one.fears], ["Speaks", one.speech], ["Looks", one.look_words], ["Wears", one.wardrobe.join("; ")]].filter(([, words]) => words);
    return h("article", { class: "card cast-person", "aria-label": one.full_name || one.name },
      h("div", { class: "cast-top" },
        h("div", { class: "cast-face", "data-test": one.face ? "face" : undefined }, one.face ? portrait(this.ctx, one) : blank(one)),
        h("div", { class: "cast-who" },
          h("p", { class: "cast-role" }, one.role.replaceAll("_", " ")),
          h("h3", null, one.full_name || one.name),
          h("p", { class: "small soft" }, [one.job, one.age && `${one.age}`, one.temper].filter(Boolean).join(", ")),
          h("div", { class: "row wrap cast-acts" }, this.hearing(one), button("Face", { kind: "slim", icon: "eye", test: "recast", label: `Another face for ${one.name}`, on: () => this.face(one.id) }), button("Voice", { kind: "slim", icon: "voice", test: "revoice", label: `Another voice for ${one.name}`, on: () => this.sound(one.id) }), button("", { kind: "quiet slim", icon: "note", label: `Give a note on ${one.name}`, on: () => this.ctx.note(`${one.name}: `) })))),
      strip(this.ctx, this.sheets.get(one.id)),
      timbre(this.sounds.get(one.id), this.voices),
      h("dl", { class: "cast-list" }, facts.map(([name, words]) => h("div", null, h("dt", null, name), h("dd", null, words))), one.secret && h("div", { class: "cast-hides" }, h("dt", null, "Secret"), h("dd", null, this.secret(one)))));
  }

  busy() {
    this.recast?.busy();
    this.revoice?.busy();
    this.drift.busy();
  }

  face(id) {
    const member = this.sheets.get(id);
    if (member) this.recast = new Recast(this.ctx, member, this.casting, () => (this.recast = null));
  }

  sound(id) {
    const voice = this.sounds.get(id);
    this.hush();
    if (voice) this.revoice = new Revoice(this.ctx, voice, this.voices, () => (this.revoice = null));
  }

  // The secret is what the viewer is not to know yet: it shows when it is asked for.
  secret(one) {
    const key = `${this.season} ${one.id}`;
    if (this.shown.has(key)) return one.secret;
    const node = button("Reveal the secret", { kind: "slim cast-secret", icon: "eye" });
    node.addEventListener("click", () => {
      this.shown.add(key);
      const told = h("span", { tabindex: -1 }, one.secret);
      node.replaceWith(told);
      told.focus();
    });
    return node;
  }

  hearing(one) {
    if (!one.voice) return button("Hear", { kind: "slim", icon: "sound", test: "voice", disabled: true, why: "The voice is being found." });
    const node = button("Hear", { kind: "slim", icon: "sound", test: "voice", label: `Hear ${one.name}`, "aria-pressed": "false" });
    node.addEventListener("click", () => {
      const again = this.playing === node;
      this.hush();
      if (again) return;
      this.playing = node;
      node.setAttribute("aria-pressed", "true");
      fill(node, h("span", { class: "cast-wave", "aria-hidden": "true" }, h("i"), h("i"), h("i"), h("i")), h("span", null, "Stop"));
      this.voice.src = media.take(this.ctx.series, one.voice);
      this.voice.play().catch(() => this.hush());
    });
    return node;
  }

  hush() {
    this.voice.pause();
    if (!this.playing) return;
    this.playing.setAttribute("aria-pressed", "false");
    fill(this.playing, icon("sound"), h("span", null, "Hear"));
    this.playing = null;
  }

  place(one) {
    const plate = one.plate ? h("img", { src: media.take(this.ctx.series, one.plate), alt: "", loading: "lazy" }) : icon("place");
    return h("figure", { class: "cast-place" }, h("div", { class: ["cast-plate", !one.plate && "blank"] }, plate), h("figcaption", null, h("b", null, one.name), one.words && h("p", { class: "tiny soft" }, one.words)));
  }

  leave() {
    clearTimeout(this.timer);
    this.reading = null;
    this.recast?.close();
    this.revoice?.close();
    this.hush();
    this.voice.removeAttribute("src");
  }
}

const portrait = (ctx, one) => h("img", { src: media.take(ctx.series, one.face), alt: `${one.name}, ${one.look_words}`, loading: "lazy" });
const blank = (one) => h("div", { class: "cast-blank", role: "img", "aria-label": `${one.name} is being drawn` }, h("span", null, [...one.name][0] ?? "?"));

/** Who is what to whom: the lead in the middle, the others round it. */
function bonds(ctx, people) {
  const known = new Map(people.map((one) => [one.id, one]));
  const pairs = new Map();
  for (const one of people) {
    for (const tie of one.relations) {
      if (!known.has(tie.to) || tie.to === one.id) continue;
      const key = [one.id, tie.to].sort().join(" ");
      if (!pairs.has(key)) pairs.set(key, { from: one, to: known.get(tie.to), kind: tie.kind });
    }
  }
  if (!pairs.size) return null;
  const middle = people.find((one) => one.role === "lead") ?? people[0];
  const tied = new Set([...pairs.values()].flatMap((pair) => [pair.from.id, pair.to.id]));
  const round = people.filter((one) => one !== middle && tied.has(one.id));
  const [wide, high] = [760, 420];
  const at = new Map([[middle.id, [wide / 2, high / 2]]]);
  round.forEach((one, index) => {
    const angle = -Math.PI / 2 + Math.PI / Math.max(2, round.length) + (2 * Math.PI * index) / round.length;
    at.set(one.id, [wide / 2 + 300 * Math.cos(angle), high / 2 + 145 * Math.sin(angle)]);
  });
  const edges = [...pairs.values()].map((pair) => {
    const [ax, ay] = at.get(pair.from.id);
    const [bx, by] = at.get(pair.to.id);
    const direct = pair.from === middle || pair.to === middle;
    const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
    // Those at the rim bow outwards, so that no line runs through somebody else.
    const [cx, cy] = direct ? [mx, my] : [wide / 2 + (mx - wide / 2) * 1.5, high / 2 + (my - high / 2) * 1.7];
    const [lx, ly] = direct ? [mx, my] : [(mx + cx) / 2, (my + cy) / 2];
    return [s("path", { class: "tie", d: `M${ax} ${ay}Q${cx} ${cy} ${bx} ${by}` }), s("text", { class: "tie-kind", x: lx, y: ly + 4 }, pair.kind)];
  });
  const nodes = [...at].map(([id, [x, y]]) => node(ctx, known.get(id), x, y, id === middle.id ? 46 : 36));
  const graph = s("svg", { viewBox: `0 0 ${wide} ${high}`, class: "cast-graph", role: "img", "aria-label": "Who is what to whom" }, edges.map(([path]) => path), edges.map(([, text]) => text), nodes);
  const list = h("ul", { class: "cast-pairs" }, [...pairs.values()].map((pair) => h("li", { class: "small" }, h("span", { class: "cast-small", "aria-hidden": "true" }, pair.to.face ? h("img", { src: media.take(ctx.series, pair.to.face), alt: "", loading: "lazy" }) : [...pair.to.name][0]), h("span", null, h("b", null, pair.to.name), h("span", { class: "soft" }, ` is ${pair.from.name}'s `), pair.kind))));
  return [graph, list];
}

function node(ctx, one, x, y, r) {
  const clip = `face-${one.id}`;
  const face = one.face
    ? [s("clipPath", { id: clip }, s("circle", { cx: x, cy: y, r })), s("image", { href: media.take(ctx.series, one.face), x: x - r, y: y - r * 0.95, width: 2 * r, height: (2 * r * 4) / 3, "clip-path": `url(#${clip})`, preserveAspectRatio: "xMidYMin slice" })]
    : s("text", { class: "tie-letter", x, y: y + 8 }, [...one.name][0]);
  return s("g", null, s("circle", { class: "tie-face", cx: x, cy: y, r: r + 2 }), face, s("circle", { class: "tie-ring", cx: x, cy: y, r: r + 1 }), s("text", { class: "tie-name", x, y: y + r + 20 }, one.name.length > 18 ? `${one.name.slice(0, 17)}…` : one.name));
}
