// The base controls (their looks are in theme.css) and the words for numbers.

import { fill, h, icon } from "./dom.js";

/** button("Go", {kind: "primary big", icon: "play", test: "go", label, on: fn, disabled, why}) — `why` explains a disabled one. */
export function button(text, { kind = "", icon: name, test, label, on, disabled = false, why = "", type = "button", ...rest } = {}) {
  const node = h(
    "button",
    { class: ["button", kind, !text && "round"].filter(Boolean).join(" "), type, "data-test": test, "aria-label": label ?? (text ? undefined : why), disabled, title: why || (text ? undefined : label), ...rest },
    name && icon(name),
    text && h("span", null, text),
  );
  if (on) node.addEventListener("click", (event) => pressed(node, on(event)));
  return node;
}

// A button whose work takes a while shows it, cannot be pressed twice, and says what went wrong.
async function pressed(node, work) {
  if (!(work instanceof Promise)) return;
  node.classList.add("waiting");
  node.setAttribute("aria-busy", "true");
  try {
    await work;
  } catch (error) {
    toast(error.message, "bad");
  } finally {
    node.classList.remove("waiting");
    node.removeAttribute("aria-busy");
  }
}

/** Disable a button and say why (as its title and to a screen reader), or enable it again with "". */
export function because(node, why) {
  node.disabled = Boolean(why);
  if (why) node.title = why;
  else node.removeAttribute("title");
}

/** chip("text", {on, pressed, icon, test}) */
export function chip(text, { on, pressed: is, icon: name, test, ...rest } = {}) {
  return h("button", { class: "chip", type: "button", "data-test": test, "aria-pressed": is === undefined ? undefined : String(is), on: on && { click: on }, ...rest }, name && icon(name), text);
}

export const badge = (text, kind = "", name) => h("span", { class: `badge ${kind}` }, name && icon(name), text);

/** choice("quality", "Quality", [["draft", "Draft"], ["final", "Final"]], "draft") — read it with `.value`. */
export function choice(name, legend, options, value, changed) {
  const node = h("div", { class: "choice", role: "radiogroup", "aria-label": legend });
  for (const [key, text] of options) {
    const radio = h("input", { type: "radio", name, value: key, checked: String(key) === String(value), "data-test": `${name}-${key}` });
    radio.addEventListener("change", () => changed?.(radio.value));
    node.append(h("label", null, radio, h("span", null, text)));
  }
  Object.defineProperty(node, "value", { get: () => node.querySelector("input:checked")?.value });
  return node;
}

/** field("Who leads", input) */
export const field = (text, control, hint) => h("label", { class: "field" }, h("span", null, text), control, hint && h("small", { class: "faint tiny" }, hint));

/** toggle("From here", {checked, test, on}) — read it with `.checked` of `toggle.input`. */
export function toggle(text, { checked = false, test, on, hint } = {}) {
  const input = h("input", { type: "checkbox", role: "switch", checked, "data-test": test });
  if (on) input.addEventListener("change", () => on(input.checked));
  const node = h("label", { class: "switch" }, input, h("span", null, text, hint && h("small", { class: "faint tiny" }, ` ${hint}`)));
  node.input = input;
  return node;
}

/** Progress from 0 to 1; null: unknown. `set(node, at)` moves it. */
export function progress(at, label = "Progress") {
  const node = h("div", { class: "progress", role: "progressbar", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 100 }, h("i"));
  setProgress(node, at);
  return node;
}

export function setProgress(node, at) {
  node.classList.toggle("unknown", at === null || at === undefined);
  if (at === null || at === undefined) return node.removeAttribute("aria-valuenow");
  const within = Math.max(0, Math.min(1, at));
  node.firstElementChild.style.setProperty("--at", String(within));
  node.setAttribute("aria-valuenow", String(Math.round(100 * within)));
}

/** skeleton("120px") or skeletons(3, "120px") while something is on its way. */
export const skeleton = (height = "1em", width = "100%") => h("div", { class: "skeleton", "aria-hidden": "true", style: { height, width } });
export const skeletons = (count, height) => Array.from({ length: count }, () => skeleton(height));

/** The lines of a Diff: [{sign: "same"|"removed"|"added", text}]. */
export function diff(lines, title) {
  const sign = { same: " ", removed: "−", added: "+" };
  const said = { same: "", removed: "removed: ", added: "added: " };
  return h(
    "div",
    { class: "diff" },
    title && h("div", { class: "diff-head" }, title),
    lines.map((line) => h("div", { class: `diff-line ${line.sign}` }, h("span", { "aria-hidden": "true" }, sign[line.sign]), h("span", null, said[line.sign] && h("span", { class: "sr" }, said[line.sign]), line.text))),
  );
}

/** A picture in 9:16 that fades to a blank when there is none. */
export function still(src, alt = "", name = "watch") {
  if (!src) return h("div", { class: "still blank", role: alt ? "img" : undefined, "aria-label": alt || undefined }, icon(name));
  const node = h("div", { class: "still" });
  const picture = h("img", { src, alt, loading: "lazy", decoding: "async" });
  picture.addEventListener("error", () => {
    node.classList.add("blank");
    fill(node, icon(name));
  });
  node.append(picture);
  return node;
}

/** A member of the crew: crew("writer", {lit: true, small: true}). */
export const crew = (agent, { lit = false, small = false } = {}) => h("span", { class: ["crew", lit && "lit", small && "small"], title: CREW[agent] ?? agent }, icon(ICONS[agent] ?? agent));

export const CREW = {
  showrunner: "Showrunner", writer: "Writer", critic: "Critic", writer_critic: "Critic", continuity: "Continuity", director: "Director",
  cast: "Cast", camera: "Camera", composer: "Composer", editor: "Editor", decision: "Decision", casting: "Casting",
  dub: "Dubbing", translator: "Translator",
};
const ICONS = { cast: "cast", continuity: "continuity", casting: "cast", translator: "dub" };

/** Something to say when there is nothing to show. */
export const empty = (name, title, text, ...actions) => h("div", { class: "empty" }, icon(name), h("h2", null, title), text && h("p", null, text), actions.length > 0 && h("div", { class: "row wrap" }, actions));

/** What to show when reading failed; `again` tries once more. */
export const trouble = (error, again) => empty("gone", "That did not load", error.message, again && button("Try again", { icon: "retake", on: again }));

/**
 * A sheet over the page: {close, node}. Esc, the backdrop and the cross close it; `closed` is called after.
 * `sheet("Sequel", body, {large: true, test, closed})`
 */
export function sheet(title, body, { large = false, test, closed } = {}) {
  const shut = button("", { icon: "close", label: "Close", kind: "quiet", on: () => node.close() });
  const node = h("dialog", { class: ["sheet", large && "large"], "aria-label": title, "data-test": test }, h("div", { class: "sheet-head" }, h("h2", null, title), shut), h("div", { class: "sheet-body" }, body));
  node.addEventListener("click", (event) => event.target === node && node.close());
  node.addEventListener("close", () => {
    node.remove();
    closed?.();
  });
  document.body.append(node);
  node.showModal();
  return { node, close: () => node.close() };
}

/** Say something for a few seconds. */
export function toast(text, kind = "", action) {
  let home = document.querySelector(".toasts");
  if (!home) document.body.append((home = h("div", { class: "toasts", role: "status", "aria-live": "polite", popover: "manual" })));
  // In the top layer, so that an open sheet does not hide it.
  if (home.matches(":popover-open")) home.hidePopover();
  home.showPopover?.();
  const node = h("div", { class: `toast ${kind}` }, kind === "bad" && icon("warn"), h("span", { class: "grow" }, text), action);
  home.append(node);
  setTimeout(() => node.remove(), kind === "bad" ? 7000 : 4000);
  return node;
}

/** 74 -> "1:14" */
export const clock = (seconds) => `${Math.floor((seconds || 0) / 60)}:${String(Math.floor((seconds || 0) % 60)).padStart(2, "0")}`;

/** 74 -> "about 1 min", for people who wait */
export function left(seconds) {
  if (seconds === null || seconds === undefined) return "";
  if (seconds < 10) return "a few seconds";
  if (seconds < 55) return `about ${Math.round(seconds / 10) * 10} s`;
  if (seconds < 3570) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

/** 0 -> "free"; 0.4 -> "0.40 $" in the currency of the studio. */
let currency = "";
export const useCurrency = (name) => (currency = name ?? "");
export const money = (cost) => (cost > 0 ? `${cost.toFixed(2)} ${currency}`.trim() : "free");

/** "s01e03" -> "Episode 3" (season told when it is not the first), "s01e02.s07" -> "Episode 2, shot 7" */
export function named(id) {
  const found = /^s(\d+)e(\d+)(?:\.(s?)(\d+))?(?:\.l(\d+))?/.exec(id ?? "");
  if (!found) return id ?? "";
  const [, season, number, shot, within, line] = found;
  const parts = [Number(season) > 1 ? `Season ${Number(season)}, episode ${Number(number)}` : `Episode ${Number(number)}`];
  if (within) parts.push(`${shot ? "shot" : "scene"} ${Number(within)}`);
  if (line) parts.push(`line ${Number(line)}`);
  return parts.join(", ");
}

/** When something happened, said shortly. */
export function ago(at) {
  const then = typeof at === "number" ? at * (at < 1e12 ? 1000 : 1) : Date.parse(at);
  const seconds = (Date.now() - then) / 1000;
  if (Number.isNaN(seconds)) return "";
  if (seconds < 50) return "just now";
  if (seconds < 3000) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 80000) return `${Math.round(seconds / 3600)} h ago`;
  return new Date(then).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}

export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
