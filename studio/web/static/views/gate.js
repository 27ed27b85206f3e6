// What the gate says of a photographed shot, in words, and the frames that were tried.

import { h, icon } from "../dom.js";
import { media } from "../api.js";
import { badge, plural } from "../parts.js";
import { album } from "./faces.js";

const WORDS = { ok: ["check", "It is them"], retake: ["warn", "Not them"], unverifiable: ["eye", "Nobody can tell"], "": ["eye", "Nobody has looked"] };

/** The verdict in a few words: "Not them: no face is shown". */
export const verdict = (shot) => {
  const one = shot.photographed;
  if (!one) return "";
  const reasons = one.checks.filter((check) => check.outcome === "retake").map((check) => check.text);
  return [(WORDS[one.outcome] ?? WORDS[""])[1], reasons[0]].filter(Boolean).join(": ");
};

/** The mark of a shot on the board: only what should be looked at. */
export function mark(shot) {
  const one = shot.photographed;
  if (!one) return null;
  if (one.outcome === "retake") return h("span", { class: "board-mark bad", title: verdict(shot) }, icon("eye", "the gate says it is not them"));
  if (one.instead_of) return h("span", { class: "board-mark", title: `Stands in for ${one.instead_of}` }, icon("compare", "a stand-in"));
  return null;
}

/** How a shot was photographed; null if it was drawn. */
export function gate(ctx, shot) {
  const one = shot.photographed;
  if (!one) return null;
  const [name, said] = WORDS[one.outcome] ?? WORDS[""];
  const bad = one.checks.filter((check) => check.outcome === "retake");
  const unsure = one.checks.filter((check) => check.outcome === "unverifiable");
  const told = bad.length ? bad : one.outcome === "unverifiable" ? unsure : [];
  const makers = [one.frame_maker && `Frame by ${one.frame_maker}`, one.motion_maker && `motion by ${one.motion_maker}`].filter(Boolean).join(", ");
  const tries = [one.frames.length > 0 && `${plural(one.frames.length, "frame")} tried`, one.clips > 0 && `${plural(one.clips, "clip")} tried`].filter(Boolean).join(", ");
  return h("section", { class: ["gate", one.outcome], "data-test": "gate", "aria-label": "What the gate says" },
    one.instead_of && h("p", { class: "gate-instead small", "data-test": "instead" }, icon("compare"), h("span", null, h("b", null, "A stand-in. "), `${one.instead_of} should have filmed this. ${one.why}`)),
    h("p", { class: "gate-said" }, icon(name), h("b", null, said), one.outcome && h("span", { class: "small faint figures" }, one.score.toFixed(2))),
    told.length > 0 && h("ul", { class: "gate-why small soft" }, told.map((check) => h("li", null, reason(check)))),
    one.outcome === "retake" && one.frames.length > 1 && h("p", { class: "small soft" }, `The best of ${one.frames.length} is kept. Take it again, or give a note.`),
    one.frames.length > 0 && h("ul", { class: "gate-frames" }, one.frames.map((frame, at) => h("li", null, tried(ctx, shot, frame, at)))),
    h("p", { class: "tiny faint" }, [makers, tries].filter(Boolean).join(". ")));
}

// "Mia: 0.31 where 0.42 is wanted"
function reason(check) {
  const figures = check.measure === "identity" && check.score !== null && check.wanted !== null ? ` (${check.score.toFixed(2)} where ${check.wanted.toFixed(2)} is wanted)` : "";
  return `${check.text || [check.subject, check.measure.replaceAll("_", " ")].filter(Boolean).join(": ")}${figures}`;
}

function tried(ctx, shot, frame, at) {
  const said = (WORDS[frame.outcome] ?? WORDS[""])[1].toLowerCase();
  const node = h("button", { class: ["gate-frame", frame.outcome, frame.kept && "kept"], type: "button", "data-test": "frame", "aria-label": `Frame ${at + 1}: ${said}, ${frame.score.toFixed(2)}${frame.kept ? ", kept" : ""}` },
    h("img", { src: media.take(ctx.series, frame.take), alt: "", loading: "lazy" }), h("span", { class: "tiny figures" }, frame.kept ? badge("kept", "lamp") : frame.score.toFixed(2)));
  node.addEventListener("click", () => album(ctx, `Shot ${Number(shot.id.split(".s")[1])}`, shot.photographed.frames.map((one, index) => ({ ...one, label: `Frame ${index + 1}${one.kept ? ", kept" : ""}` })), at));
  return node;
}
