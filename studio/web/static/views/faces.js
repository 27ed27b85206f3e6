// Who plays somebody, in pictures: the sheet that they were photographed with, and the ways to another face.

import { fill, h, icon } from "../dom.js";
import { api as studio, media } from "../api.js";
import { badge, because, button, field, plural, sheet, toast } from "../parts.js";
import { agree } from "./price.js";

const LEAST = 256;
const upper = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const asset = (mark) => `/media/asset/${mark.replace("@", "/")}`;

/** What the gate says of a picture, in a word and a colour. */
export const VERDICTS = { ok: ["it is them", "green"], retake: ["not them", "red"], unverifiable: ["nobody can tell", "lamp"] };

/** The pictures of a sheet as a strip, and who made them. */
export function strip(ctx, member) {
  if (!member?.pictures.length) return null;
  const scores = member.pictures.map((one) => one.score).filter((score) => score !== null);
  const doubtful = member.pictures.filter((one) => one.outcome === "retake").length;
  const made = member.consent ? `A photograph of ${member.consent.who}` : `Photographed by ${member.maker}`;
  return h("div", { class: "faces", "data-test": "faces", "data-id": member.id },
    h("ul", { class: "faces-strip", tabindex: 0, "aria-label": `Pictures of ${member.name}` }, member.pictures.map((one, at) => h("li", null, shot(ctx, member, one, at)))),
    h("p", { class: "tiny soft faces-made" }, h("b", null, made), h("span", { class: "mono" }, `${member.asset} v${member.version}`), scores.length > 0 && h("span", null, `likeness ${low(scores)} to ${high(scores)}`), member.adapter && badge("LoRA", "blue"), doubtful > 0 && badge(`${doubtful} doubtful`, "red"), member.stale && badge("their look has changed since", "lamp")),
    member.consent && h("blockquote", { class: "faces-word tiny", "data-test": "consent" }, `“${member.consent.words}”`, h("span", { class: "faint" }, ` ${member.consent.who}, ${member.consent.at.slice(0, 10)}`)));
}

const low = (scores) => Math.min(...scores).toFixed(2);
const high = (scores) => Math.max(...scores).toFixed(2);

function shot(ctx, member, one, at) {
  const [words] = VERDICTS[one.outcome] ?? [""];
  const node = h("button", { class: ["faces-shot", one.outcome], type: "button", "data-test": "picture", "aria-label": `${upper(one.label)}${words ? `: ${words}, ${one.score?.toFixed(2)}` : ""}` },
    h("img", { src: media.take(ctx.series, one.take), alt: "", loading: "lazy" }), h("span", { class: "clamp1" }, upper(one.label)));
  node.addEventListener("click", () => enlarged(ctx, member, at));
  return node;
}

function enlarged(ctx, member, at) {
  album(ctx, member.name, member.pictures.map((one) => ({ ...one, label: upper(one.label), said: one.outcome ? "" : "all others are made from it" })), at);
}

/** Pictures one after the other, large: [{take, label, outcome, score, reasons, said}]. */
export function album(ctx, title, pictures, at) {
  const body = h("div", { class: "stack faces-large" });
  const open = sheet(title, body, { test: "picture-sheet" });
  const show = (index) => {
    at = (index + pictures.length) % pictures.length;
    const one = pictures[at];
    const [words, kind] = VERDICTS[one.outcome] ?? [one.said, ""];
    fill(body, h("img", { src: media.take(ctx.series, one.take), alt: `${title}, ${one.label}` }),
      h("div", { class: "row apart" }, button("", { icon: "back", label: "The picture before", kind: "quiet", on: () => show(at - 1) }), h("div", { class: "faces-caption" }, h("b", null, one.label), words && badge(words, kind), typeof one.score === "number" && h("span", { class: "tiny faint figures" }, one.score.toFixed(2))), button("", { icon: "next", label: "The next picture", kind: "quiet", on: () => show(at + 1) })),
      one.reasons?.map((reason) => h("p", { class: "small soft" }, reason)));
  };
  open.node.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
    event.stopPropagation();
  });
  show(at);
}

/** The sheet in which another face is looked for, picked, sent in or brought from the library. */
export class Recast {
  constructor(ctx, member, casting, closed) {
    this.ctx = ctx;
    this.id = member.id;
    this.path = `/series/${encodeURIComponent(ctx.series)}/cast`;
    this.faces = h("div", { class: "recast-faces" });
    this.why = h("p", { class: "small soft", role: "status" });
    this.more = button("Look for another face", { kind: "primary", icon: "eye", test: "face-look", on: () => this.look() });
    this.library = h("div", { class: "recast-library" });
    const part = (title, ...nodes) => h("section", { class: "recast-part" }, h("h3", { class: "eyebrow" }, title), nodes);
    this.body = h("div", { class: "recast" }, part("Faces to choose from", this.faces, h("div", { class: "row wrap" }, this.more), this.why), part("A photograph of somebody real", this.photograph()), (this.shelf = part("From the library of this studio", this.library)));
    this.open = sheet(`Who plays ${member.name}?`, this.body, { large: true, test: "recast-sheet", closed });
    this.update(member, casting);
  }

  update(member, casting) {
    this.member = member;
    this.casts = casting.casts;
    const key = JSON.stringify([member.candidates, member.asset, member.version]);
    if (key !== this.drawn) {
      this.drawn = key;
      const current = member.pictures[0];
      const shown = member.candidates.length || !current ? member.candidates : [{ number: 0, take: current.take, score: null, why_not: "", current: true }];
      fill(this.faces, shown.length ? shown.map((one) => this.face(one)) : h("p", { class: "small soft" }, "Nobody has been looked for yet."));
    }
    const fitting = casting.library.filter((one) => one.kind === member.kind && one.mark !== `${member.asset}@${member.version}`);
    this.shelf.hidden = !fitting.length;
    if (String(fitting.length) !== this.library.dataset.count) fill(this.library, fitting.map((one) => this.asset(one)));
    this.library.dataset.count = fitting.length;
    this.whyNot = casting.casts ? "" : casting.why_not;
    this.busy();
  }

  face(one) {
    const pick = one.current ? badge("plays them now", "green", "check") : button("Pick", { kind: "slim", test: "face-pick", label: `Pick face ${one.number}`, on: () => this.pick(one.number) });
    return h("figure", { class: ["recast-face", one.current && "current"], "data-test": "candidate" },
      h("img", { src: media.take(this.ctx.series, one.take), alt: one.number ? `Face ${one.number}` : `${this.member.name} now`, loading: "lazy" }),
      h("figcaption", null, h("div", { class: "row apart tiny" }, h("b", null, one.number ? `Face ${one.number}` : "Now"), one.score !== null && h("span", { class: "faint figures", title: "How well it shows one face, less how like it is to the others of the cast" }, one.score.toFixed(2))), one.why_not && h("p", { class: "tiny recast-why" }, one.why_not), pick));
  }

  asset(one) {
    const made = one.consent ? `photograph of ${one.consent}` : one.maker;
    return h("figure", { class: "recast-face", "data-test": "asset" }, h("img", { src: asset(one.mark), alt: one.name, loading: "lazy" }),
      h("figcaption", null, h("b", { class: "tiny clamp1" }, one.name), h("p", { class: "tiny faint clamp2" }, `${made}, ${plural(one.pictures, "picture")}`), button("Bring", { kind: "slim", test: "asset-bring", label: `Bring ${one.name} as ${this.member.name}`, on: () => this.bring(one) })));
  }

  photograph() {
    this.file = h("input", { class: "input", type: "file", accept: "image/png,image/jpeg", "data-test": "photo-file" });
    this.whose = h("input", { class: "input", type: "text", maxlength: 80, placeholder: "Ana Ruiz", autocomplete: "off", "data-test": "photo-who" });
    this.consent = h("textarea", { class: "input", rows: 2, maxlength: 600, placeholder: "I, Ana Ruiz, agree that my face plays Mia in this series.", "data-test": "photo-consent" });
    this.send = button("Cast with this photograph", { kind: "primary", icon: "upload", test: "photo-go", on: () => this.sent() });
    for (const one of [this.file, this.whose, this.consent]) one.addEventListener("input", () => this.busy());
    return h("form", { class: "stack", on: { submit: (event) => event.preventDefault() } },
      h("p", { class: "small soft" }, "One face that looks at the camera, PNG or JPEG, at least 256 pixels each way. Without the word of whoever it shows, it is not used."),
      h("div", { class: "recast-form" }, field("Photograph", this.file), field("Who it shows", this.whose)), field("What they have agreed to, in their words", this.consent, "It is kept with the face, and goes with it wherever it is used."), h("div", { class: "row wrap" }, this.send));
  }

  busy() {
    const busy = this.ctx.busy();
    because(this.more, busy || this.whyNot);
    fill(this.why, this.whyNot || busy || "More faces are laid out beside these; nobody is cast until you pick one.");
    for (const node of this.body.querySelectorAll("[data-test='face-pick']")) because(node, busy || this.whyNot);
    for (const node of this.body.querySelectorAll("[data-test='asset-bring']")) because(node, busy);
    const lacking = !this.file.files.length ? "Choose a photograph first." : this.whose.value.trim().length < 2 ? "Say whom it shows." : this.consent.value.trim().split(/\s+/).length < 3 ? "Write out what they have agreed to." : "";
    because(this.send, busy || lacking);
  }

  /** Have something done that may cost something; what came of it is told by events. */
  async ordered(what, usd, path, body, then) {
    if (!(await agree(usd, what))) return;
    await this.ctx.api.post(`${this.path}/${encodeURIComponent(this.id)}/${path}`, { ...body, agreed: usd });
    toast(then);
  }

  async cost(look = false) {
    const bid = await this.ctx.api.get(`${this.path}/bid`);
    return look ? bid.look : bid.cast[this.id] ?? 0;
  }

  async look() {
    await this.ordered("To look for more faces", await this.cost(true), "look", {}, "More faces are looked for. They appear here.");
  }

  async pick(number) {
    await this.ordered("To photograph the whole sheet with this face", await this.cost(), "pick", { number }, "This face is being cast; shots with the old one are filmed anew with the next make.");
  }

  async bring(one) {
    await this.ordered("To photograph what the library lacks", await this.cost(), "asset", { mark: one.mark }, `${one.name} is brought from the library.`);
  }

  async sent() {
    const said = { who: this.whose.value.trim(), consent: this.consent.value.trim() };
    const usd = this.casts ? await this.cost() : 0;
    const view = await studio.upload(this.ctx.series, this.file.files[0]);
    if (view.kind !== "picture") return toast("That is no photograph: send a PNG or a JPEG.", "bad");
    if (Math.min(view.width, view.height) < LEAST) return toast(`That is ${view.width}×${view.height}: a face needs at least ${LEAST} pixels each way.`, "bad");
    await this.ordered("To photograph the rest of the sheet", usd, "photograph", { ...said, upload: view.upload }, `${said.who} is being cast.`);
  }

  close() {
    this.open.close();
  }
}
