// One proposal in the notes: what was understood, what changes, what that touches, what it costs, and what to do about it.

import { fill, h, icon } from "../dom.js";
import { badge, because, button, clock, diff, left, money, named, plural } from "../parts.js";

const LINES = 12;
const KINDS = [["voice", "line"], ["picture", "shot"], ["music", "score"], ["sound", "mix"], ["cut", "cut"]];
const STANDING = {
  accepted: ["Accepted", "green", "check", ""],
  refined: ["Refined", "blue", "retake", "You asked for something else: the next proposal is that."],
  dropped: ["Dropped", "", "close", "Nothing was changed."],
  undone: ["Undone", "", "undo", "It was taken back. Redo brings it again."],
};
const TOUCHED = { episode: "season", thread: "continuity", dub: "sound", fact: "eye" };

/** Words of the crew without their ids: "Take s01e02.s05 once more." is "Take episode 2, shot 5 once more.". */
export function plain(text) {
  return text.replace(/(^|[.!?] )?\b(s\d{2,}e\d{2,}(?:\.\w+)*)(?:@(\d+))?/g, (all, start, id, cut) => {
    const words = /\.[a-z_]{3,}\.[0-9a-f]+$/.test(id) ? `The finding in ${named(id.split(".")[0]).toLowerCase()}` : named(id);
    return `${start ?? ""}${start === undefined ? words.charAt(0).toLowerCase() + words.slice(1) : words}${cut ? `, cut ${cut},` : ""}`;
  });
}

export class Card {
  constructor(chat, proposal) {
    this.chat = chat;
    this.proposal = proposal;
    const open = proposal.standing === "open";
    const [words, colour, mark, told] = STANDING[proposal.standing] ?? [];
    this.node = h("article", { class: ["proposal", open && "open"], "data-test": "proposal", "data-number": proposal.number, "aria-label": `Proposal ${proposal.number}` },
      h("header", { class: "row apart" }, h("span", { class: "eyebrow" }, `Proposal ${proposal.number}`), !open && badge(words ?? proposal.standing, colour, mark)),
      h("p", { class: "proposal-words" }, plain(proposal.understood)),
      open ? this.body() : [told && h("p", { class: "tiny faint" }, told), this.settled()]);
  }

  // What is settled is one line, until somebody wants to know.
  settled() {
    const node = h("details", { class: "proposal-past" }, h("summary", { class: "small" }, "What it was"));
    node.addEventListener("toggle", () => node.open && node.childElementCount === 1 && node.append(h("div", { class: "proposal-body" }, this.body())), { once: true });
    return node;
  }

  body() {
    const { diffs, ripple, edits, standing } = this.proposal;
    return [
      edits.length > 0 && h("ul", { class: "proposal-edits", "aria-label": "Edits" }, together(edits).map((one) => h("li", null, edited(one)))),
      h("div", { class: "stack", "data-test": "diff" }, diffs.length ? diffs.map(folded) : h("p", { class: "small faint" }, "No page changes.")),
      this.ripple(ripple),
      h("p", { class: "proposal-price", "data-test": "price" }, h("span", null, icon("clock"), ripple.seconds > 0 ? `${left(ripple.seconds)} of work` : "done at once"), h("span", null, icon("coin"), ripple.price > 0 ? money(ripple.price) : "no money")),
      standing === "open" && this.actions(),
    ];
  }

  ripple(ripple) {
    const lengths = ripple.lengths ?? {};
    const facts = ripple.touched.filter((one) => one.what === "fact");
    const others = ripple.touched.filter((one) => one.what !== "fact");
    return h("div", { class: "ripple small", "data-test": "ripple" },
      h("p", { class: "eyebrow" }, "What that touches"),
      ripple.episodes.length > 0 && h("ul", { class: "ripple-episodes" }, ripple.episodes.map((id) => h("li", null, h("b", null, named(id)), lengths[id] && length(...lengths[id])))),
      this.takes(ripple),
      rows(others.map((one) => [TOUCHED[one.what] ?? "dot", "", [one.what === "episode" && h("b", null, `${named(one.id)}: `), plain(one.why)]])),
      facts.length > 0 && more(`${plural(facts.length, "fact")} that depend on it`, () => rows(facts.map((one) => [TOUCHED.fact, "", plain(one.why)]))),
      rows(ripple.opened.map((one) => ["warn", "opens", [h("b", null, "Opens: "), plain(one.message)]])),
      rows(ripple.closed.map((one) => ["check", "closes", [h("b", null, "Settles: "), plain(one.message)]])));
  }

  takes({ kept, remade }) {
    const all = kept + remade.length;
    if (!remade.length) return h("p", { class: "soft" }, "Nothing has to be made anew", kept > 0 && `: ${plural(kept, "take")} kept`, ".");
    const counts = KINDS.map(([kind, word]) => [remade.filter((one) => one.kind === kind).length, word]).filter(([count]) => count);
    return h("div", { class: "ripple-takes" },
      h("div", { class: "ripple-bar", role: "img", "aria-label": `${remade.length} of ${all} takes are made anew`, style: { "--made": remade.length / all } }, h("i")),
      h("p", { class: "ripple-counts" }, h("b", null, `${remade.length} made anew`), h("span", { class: "faint" }, `${kept} kept`)),
      more(counts.map(([count, word]) => plural(count, word)).join(", "), () => reasons(remade)));
  }

  actions() {
    const path = `${this.chat.path}/proposals/${this.proposal.number}`;
    const { api } = this.chat.ctx;
    const accept = button("Accept", { kind: "primary", icon: "check", test: "proposal-accept", on: () => api.post(`${path}/accept`) });
    const refine = button("Refine", { test: "proposal-refine", on: () => this.chat.composer.refine(this.proposal) });
    const drop = button("Drop", { kind: "quiet", test: "proposal-drop", on: () => api.post(`${path}/drop`) });
    because(accept, this.chat.ctx.busy());
    return h("footer", { class: "row" }, accept, refine, drop);
  }
}

const length = (before, after) => h("span", { class: "ripple-length" }, clock(before), h("span", { class: "faint", "aria-label": "becomes" }, " → "), h("b", null, clock(after)), Math.abs(after - before) >= 0.05 && h("span", { class: "faint" }, ` ${after > before ? "+" : "−"}${Math.abs(after - before).toFixed(1)} s`));

const rows = (list) => list.length > 0 && h("ul", { class: "ripple-list" }, list.map(([name, kind, words]) => h("li", { class: kind }, icon(name), h("span", null, words))));

function more(words, make) {
  const node = h("details", { class: "ripple-more" }, h("summary", null, words));
  node.addEventListener("toggle", () => node.open && node.childElementCount === 1 && node.append(make()));
  return node;
}

// The same reason is said once, with all that it is the reason for.
function reasons(remade) {
  const groups = new Map();
  for (const one of remade) groups.set(one.why, [...(groups.get(one.why) ?? []), one]);
  return h("ul", { class: "ripple-why tiny" }, [...groups].map(([why, list]) => h("li", null, h("b", null, why), h("span", { class: "soft" }, list.map(short).join(", ")))));
}

function short(one) {
  const shot = /\.s(\d+)$/.exec(one.id);
  if (shot) return `shot ${Number(shot[1])}`;
  const line = /\.(\d+)\.l(\d+)$/.exec(one.id);
  if (line) return `scene ${line[1]} line ${Number(line[2])}`;
  return (KINDS.find(([kind]) => kind === one.kind) ?? ["", one.kind])[1];
}

// Many of one sort are told as one, with their number.
function together(edits) {
  const sorts = new Map();
  for (const edit of edits) sorts.set(edit.do, [...(sorts.get(edit.do) ?? []), edit]);
  return [...sorts.values()].flatMap((list) => (list.length > 2 ? [list] : list));
}

/** A typed edit in a few words: "Rewrite line Episode 1, scene 2, line 4". */
function edited(edit) {
  if (Array.isArray(edit)) return [h("b", null, sort(edit[0])), ` × ${edit.length}`];
  const where = edit.line || edit.beat || edit.shot?.id || edit.shot || edit.scene || edit.episode || edit.what || edit.character || edit.prop || edit.location || edit.thread || edit.finding || "";
  const place = typeof where === "string" ? named(where).replace(/^./, (letter) => letter.toUpperCase()).replaceAll("_", " ") : "";
  return [h("b", null, sort(edit)), place && ` ${place}`];
}

const sort = (edit) => edit.do.charAt(0).toUpperCase() + edit.do.slice(1).replaceAll("_", " ");

// A long difference shows its beginning first.
function folded(one) {
  const title = one.title.replace(/^(s\d+e\d+)/, (id) => named(id));
  if (one.lines.length <= LINES + 3) return diff(one.lines, title);
  const box = h("div", { class: "folded" });
  const draw = (all) => {
    const fold = button(all ? "Show less" : `Show all ${one.lines.length} lines`, { kind: "slim quiet", icon: all ? "up" : "down" });
    fold.addEventListener("click", () => {
      draw(!all);
      box.lastElementChild.focus();
    });
    box.classList.toggle("whole", all);
    fill(box, diff(all ? one.lines : one.lines.slice(0, LINES), title), fold);
  };
  draw(false);
  return box;
}
