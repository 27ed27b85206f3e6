// How somebody sounds: who they were cast with, how like it is to whom it was taken from, and the ways to another voice.

import { fill, h, icon, keyed } from "../dom.js";
import { api as studio, media } from "../api.js";
import { badge, because, button, choice, field, sheet, toast, toggle } from "../parts.js";

const LEAST = 5;
const upper = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const called = (name) => upper(name.replaceAll("_", " "));
const like = (voice) => (voice.words ? upper(voice.words) : voice.consent ? `Like ${voice.consent.who}` : called(voice.voice));
const HOW = { bible: "as written", chosen: "chosen", match: "voice match", clone: "clone" };

/** What is said of somebody's voice on their card. */
export function timbre(voice, scale) {
  if (!voice) return null;
  return h("div", { class: "timbre", "data-test": "timbre", "data-id": voice.id },
    h("p", { class: "tiny soft" }, icon("voice"), h("b", null, like(voice)), h("span", null, HOW[voice.how] ?? voice.how), voice.engine && h("span", null, `by ${voice.engine}`), voice.asset && h("span", { class: "mono" }, `${voice.asset} v${voice.version}`)),
    voice.likeness !== null && likeness(voice.likeness, scale));
}

/** The likeness on its scale: where strangers are, where one person in two recordings is. */
export function likeness(value, scale) {
  const mark = (at, words, kind) => h("span", { class: `likeness-mark ${kind}`, style: { "--at": Math.max(0, Math.min(1, at)) } }, h("i"), words && h("em", null, words));
  const told = `Likeness ${value.toFixed(2)}; strangers are about ${scale.stranger.toFixed(2)} alike, one person in two recordings ${scale.same.toFixed(2)}`;
  return h("div", { class: "likeness", role: "img", "aria-label": told, title: told, "data-test": "likeness", style: { "--from": scale.stranger, "--to": scale.same, "--at": value } },
    h("div", { class: "likeness-bar" }), mark(scale.stranger, "strangers", "low"), mark(scale.same, "one person", "high"), mark(value, "", "here"), h("b", { class: "figures tiny" }, value.toFixed(2)));
}

/** The sheet in which another voice is listened to, asked for in words, picked, or made of a recording. */
export class Revoice {
  constructor(ctx, voice, all, closed) {
    this.ctx = ctx;
    this.id = voice.id;
    this.path = `/series/${encodeURIComponent(ctx.series)}/voices/${encodeURIComponent(voice.id)}`;
    this.sound = new Audio();
    this.sound.addEventListener("ended", () => this.hush());
    this.sound.addEventListener("error", () => this.sound.getAttribute("src") && this.playing && (this.hush(), toast("That voice cannot be heard.", "bad")));
    this.now = h("div", { class: "revoice-now" });
    this.found = h("ul", { class: "revoice-list" });
    this.stock = h("ul", { class: "revoice-list revoice-stock", tabindex: 0, "aria-label": "Voices of the catalogue" });
    this.library = h("ul", { class: "revoice-list" });
    const part = (title, ...nodes) => h("section", { class: "recast-part" }, h("h3", { class: "eyebrow" }, title), nodes);
    this.sex = choice("revoice-sex", "Whose voices", [["woman", "Women"], ["man", "Men"]], voice.sex, () => this.drawStock());
    this.body = h("div", { class: "recast revoice" }, part("Now", this.now), part("In words", this.wish(), this.found), part("From the catalogue", h("div", { class: "row" }, this.sex), this.stock), part("A recording of somebody real", this.recording(all.cloning)), (this.shelf = part("From the library of this studio", this.library)));
    this.open = sheet(`How does ${voice.name} sound?`, this.body, { large: true, test: "revoice-sheet", closed: () => (this.hush(), closed()) });
    this.update(voice, all);
  }

  update(voice, all) {
    this.voice = voice;
    this.all = all;
    const key = JSON.stringify([voice, all.library.length]);
    if (key !== this.drawn) {
      this.drawn = key;
      this.drawNow();
      fill(this.found, voice.candidates.map((one) => this.candidate(one)));
      if (voice.wish && !this.words.value) this.words.value = voice.wish;
      this.drawStock();
      const others = all.library.filter((one) => one.mark !== `${voice.asset}@${voice.version}`);
      this.shelf.hidden = !others.length;
      fill(this.library, others.map((one) => this.asset(one)));
    }
    this.busy();
  }

  drawNow() {
    const { voice } = this;
    const notes = [...voice.notes, voice.lines > 0 && `${voice.lines === 1 ? "One finished line is" : `${voice.lines} finished lines are`} spoken anew with the next make.`].filter(Boolean);
    fill(this.now,
      h("div", { class: "row wrap revoice-head" }, this.hear(voice.sample && media.take(this.ctx.series, voice.sample), voice.name, "The voice is being found."), h("div", { class: "grow" }, h("b", null, like(voice)), h("p", { class: "tiny soft" }, [called(voice.voice), voice.engine && `by ${voice.engine}`].filter(Boolean).join(", "))), badge(voice.how === "clone" ? "clone" : HOW[voice.how] ?? voice.how, voice.how === "clone" ? "blue" : voice.how === "match" ? "lamp" : "")),
      voice.likeness !== null && likeness(voice.likeness, this.all),
      voice.consent && h("blockquote", { class: "faces-word tiny", "data-test": "voice-consent" }, `“${voice.consent.words}”`, h("span", { class: "faint" }, ` ${voice.consent.who}, ${voice.consent.at.slice(0, 10)}`)),
      notes.map((note) => h("p", { class: "tiny soft" }, note)));
  }

  wish() {
    this.words = h("input", { class: "input", type: "text", maxlength: 120, placeholder: "tired, low, smokes", autocomplete: "off", "data-test": "voice-words" });
    this.look = button("Look for voices", { kind: "primary", icon: "sound", test: "voice-look", type: "submit" });
    this.words.addEventListener("input", () => this.busy());
    const send = () => this.look.disabled || this.ordered("wish", { words: this.words.value.trim() }, "Voices are looked for. They appear here to listen to.").catch((error) => toast(error.message, "bad"));
    return h("form", { class: "revoice-wish", on: { submit: (event) => (event.preventDefault(), send()) } }, field("What the voice is like", this.words, "In English: how old, how deep, how rough, how warm. Nobody is cast before you pick one."), this.look);
  }

  candidate(one) {
    return h("li", { class: "revoice-row", "data-test": "voice-candidate" }, this.hear(media.voice(this.ctx.series, this.id, one.number, this.voice.laid_out), `voice ${one.number}`), h("div", { class: "grow" }, h("b", null, upper(one.words)), h("p", { class: "tiny faint" }, called(one.voice))), button("Cast", { kind: "slim", test: "voice-pick", label: `Cast voice ${one.number}, ${one.words}`, on: () => this.ordered("pick", { number: one.number }, "This voice is being cast.") }));
  }

  drawStock() {
    const fitting = this.all.catalogue.filter((one) => one.sex === this.sex.value);
    keyed(this.stock, fitting, (one) => `${one.name} ${one.name === this.voice.voice}`, (one) => h("li", { class: "revoice-row", "data-test": "voice-stock" }, h("div", { class: "grow" }, h("b", null, upper(one.words)), h("p", { class: "tiny faint" }, [called(one.name), one.age, one.accent].join(", "))), one.name === this.voice.voice ? badge("speaks now", "green", "check") : button("Cast", { kind: "slim", test: "voice-choose", label: `Cast ${called(one.name)}, ${one.words}`, on: () => this.ordered("choose", { voice: one.name }, `${called(one.name)} is being cast.`) })));
    this.busy();
  }

  asset(one) {
    return h("li", { class: "revoice-row", "data-test": "voice-asset" }, h("div", { class: "grow" }, h("b", null, one.name), h("p", { class: "tiny faint" }, [HOW[one.how], one.consent && `of ${one.consent}`, one.words].filter(Boolean).join(", "))), button("Bring", { kind: "slim", test: "voice-bring", label: `Bring the voice of ${one.name}`, on: () => this.ordered("asset", { mark: one.mark }, `The voice of ${one.name} is brought from the library.`) }));
  }

  recording(cloning) {
    this.file = h("input", { class: "input", type: "file", accept: ".wav,.mp3,.m4a,.mp4,.mov,audio/*", "data-test": "record-file" });
    this.whose = h("input", { class: "input", type: "text", maxlength: 80, placeholder: "Ana Ruiz", autocomplete: "off", "data-test": "record-who" });
    this.consent = h("textarea", { class: "input", rows: 2, maxlength: 600, placeholder: "I, Ana Ruiz, agree that my voice plays Mia in this series.", "data-test": "record-consent" });
    this.how = choice("revoice-how", "What is made of it", [["match", "Voice match"], ...cloning.map((name) => [name, `Clone by ${name}`])], "match", () => this.busy());
    this.closer = toggle("Look longer", { hint: "some minutes more, and a little nearer" });
    this.told = h("p", { class: "small soft" });
    this.send = button("Cast with this recording", { kind: "primary", icon: "upload", test: "record-go", on: () => this.sent() });
    for (const one of [this.file, this.whose, this.consent]) one.addEventListener("input", () => this.busy());
    return h("form", { class: "stack", on: { submit: (event) => event.preventDefault() } },
      h("p", { class: "small soft" }, "Ten to thirty seconds of one person in a quiet room: WAV, MP3, M4A or a film. Without the word of whoever speaks, it is not used."),
      h("div", { class: "recast-form" }, field("Recording", this.file), field("Who speaks", this.whose)), field("What they have agreed to, in their words", this.consent, "It is kept with the voice, and goes with it wherever it is used."),
      h("div", { class: "row wrap" }, cloning.length > 0 && this.how, this.closer), this.told, h("div", { class: "row wrap" }, this.send));
  }

  busy() {
    const busy = this.ctx.busy();
    because(this.look, busy || (this.words.value.trim().length > 1 ? "" : "Say what it is to be like first."));
    for (const node of this.body.querySelectorAll("[data-test='voice-pick'], [data-test='voice-choose'], [data-test='voice-bring']")) because(node, busy);
    const lacking = !this.file.files.length ? "Choose a recording first." : this.whose.value.trim().length < 2 ? "Say who speaks." : this.consent.value.trim().split(/\s+/).length < 3 ? "Write out what they have agreed to." : "";
    because(this.send, busy || lacking);
    const match = this.how.value === "match";
    this.closer.hidden = !match;
    fill(this.told, match ? "A voice match is no clone: the nearest that a blend of stock voices comes to it, half-way between a stranger and the same person." : `The clone is made and spoken by ${this.how.value}; one from elsewhere is sent the recording, and may charge for it.`);
  }

  /** A button that plays one sound. */
  hear(src, name, why = "") {
    const node = button("", { kind: "revoice-hear", icon: "play", label: `Hear ${name}`, test: "voice-hear", disabled: !src, why: src ? "" : why, "aria-pressed": "false" });
    node.addEventListener("click", () => {
      const again = this.playing === node;
      this.hush();
      if (again) return;
      this.playing = node;
      node.setAttribute("aria-pressed", "true");
      fill(node, icon("pause"));
      this.sound.src = src;
      this.sound.play().catch(() => this.hush());
    });
    return node;
  }

  hush() {
    this.sound.pause();
    if (!this.playing) return;
    this.playing.setAttribute("aria-pressed", "false");
    fill(this.playing, icon("play"));
    this.playing = null;
  }

  /** Have something done; what came of it is told by events. */
  async ordered(path, body, then) {
    await this.ctx.api.post(`${this.path}/${path}`, body);
    toast(then);
  }

  async sent() {
    const said = { who: this.whose.value.trim(), consent: this.consent.value.trim() };
    const match = this.how.value === "match";
    const view = await studio.upload(this.ctx.series, this.file.files[0]);
    if (view.kind !== "sound" && view.kind !== "video") return toast("That is no recording: send a WAV, an MP3, an M4A or a film.", "bad");
    if (view.seconds < LEAST) return toast(`That is ${view.seconds.toFixed(1)} s long: ${LEAST} seconds of speech are needed, 15 to 30 do better.`, "bad");
    await this.ordered("recording", { ...said, upload: view.upload, how: match ? "match" : "clone", engine: match ? "" : this.how.value, closer: match && this.closer.input.checked }, `The recording of ${said.who} is being listened to.`);
  }

  close() {
    this.open.close();
  }
}
