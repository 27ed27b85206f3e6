// Continuity: what contradicts what came before, both places quoted; mend it, or say that it is meant.

import { fill, h, icon, keyed } from "../dom.js";
import { badge, because, button, empty, field, named, plural, sheet, toast } from "../parts.js";

const SIDES = [["open", "Open"], ["waived", "Meant"], ["mended", "Mended"]];

export async function mount(root, ctx) {
  const view = new Continuity(ctx);
  await view.read();
  root.append(view.node);
  ctx.listen((event) => view.hear(event));
  ctx.onProduction(() => view.busy());
  ctx.onData(() => view.busy());
  return () => view.leave();
}

class Continuity {
  constructor(ctx) {
    this.ctx = ctx;
    this.path = `/series/${encodeURIComponent(ctx.series)}/findings`;
    this.side = "open";
    this.list = h("div", { class: "found-list" });
    this.sub = h("p", { class: "soft small" });
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Which findings" });
    this.tabs.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const at = SIDES.findIndex(([side]) => side === this.side) + by;
      if (by && SIDES[at]) this.turn(SIDES[at][0], true);
    });
    this.head = h("header", { class: "found-head" }, h("h2", { class: "found-title" }, "Continuity"), this.sub);
    this.node = h("div", { class: "page found" }, this.head, this.tabs, this.list);
  }

  async read() {
    const mine = (this.reading = Symbol("reading"));
    const findings = await this.ctx.api.get(this.path).catch((error) => {
      // A series that was only just ordered has nothing that could contradict anything.
      if (error.status === 404) return [];
      throw error;
    });
    if (mine !== this.reading) return;
    this.findings = findings;
    this.draw();
  }

  hear(event) {
    if (!["changed", "finished"].includes(event.kind)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read().catch((error) => toast(error.message, "bad")), 250);
  }

  turn(side, focus = false) {
    this.side = side;
    this.draw();
    if (focus) this.tabs.querySelector("[aria-selected='true']").focus();
  }

  draw() {
    const count = (side) => this.findings.filter((one) => one.status === side).length;
    const written = this.ctx.data().episodes.filter((one) => one.stage !== "planned").length;
    fill(this.sub, written ? `Everything in ${plural(written, "written episode")} is checked against what came before: who knows what, who is where, what was promised.` : "Every episode is checked against what came before as soon as it is written.");
    this.tabs.hidden = !this.findings.length;
    fill(this.tabs, SIDES.map(([side, words]) => h("button", { type: "button", role: "tab", "aria-selected": String(side === this.side), tabindex: side === this.side ? 0 : -1, "data-test": `found-${side}`, on: { click: () => this.turn(side) } }, words, " ", h("span", { class: "faint" }, count(side)))));
    const groups = byEpisode(this.findings.filter((one) => one.status === this.side));
    if (!groups.length) return fill(this.list, this.nothing(written));
    if (this.list.firstElementChild && !this.list.firstElementChild.dataset.key) fill(this.list);
    keyed(this.list, groups, (group) => `${this.side} ${group.episode}`, (group) => this.group(group), (node, group) => this.fillGroup(node, group));
    this.busy();
  }

  nothing(written) {
    if (this.side === "waived") return empty("check", "Nothing is waived", "When something that looks wrong is meant, a lie or a twist, say so: it is asked once and never again.");
    if (this.side === "mended") return empty("continuity", "Nothing has been mended yet", "What is mended stays here, with both quotes.");
    return h("div", { class: "found-none" }, h("span", { class: "found-ring", "aria-hidden": "true" }, icon("check")), h("h2", null, "Nothing contradicts what came before"), h("p", { class: "soft" }, written ? "Every name, every scar, every secret and every minute holds." : "There is nothing written yet that could."));
  }

  group(group) {
    const node = h("section", { class: "found-group" }, h("div", { class: "row apart" }, h("h3", { class: "eyebrow" }, named(group.episode)), h("a", { class: "tiny soft found-board", href: `#/${this.ctx.series}/board/${group.episode}` }, "Open the board")), h("div", { class: "found-cards" }));
    this.fillGroup(node, group);
    return node;
  }

  fillGroup(node, group) {
    keyed(node.lastElementChild, group.findings, (one) => JSON.stringify(one), (one) => this.card(one));
  }

  card(one) {
    const open = one.status === "open";
    return h("article", { class: ["card found-card", !open && "settled"], "data-test": "finding", "data-id": one.id, "aria-label": one.message },
      h("header", { class: "row wrap" }, badge(one.severity === "error" ? "contradiction" : "doubt", open ? (one.severity === "error" ? "red" : "lamp") : ""), h("span", { class: "tiny faint" }, one.code.replaceAll("_", " "))),
      h("p", { class: "found-message" }, one.message),
      h("div", { class: "found-quotes" }, quote("Before", one.canon, "history"), quote("Now", one.script, "script")),
      open && one.mend && h("p", { class: "small soft found-mend" }, icon("spark"), h("span", null, one.mend)),
      open && this.actions(one));
  }

  actions(one) {
    const mend = button("Propose a mend", { kind: "primary slim", icon: "spark", test: "finding-mend", on: () => this.mend(one) });
    mend.dataset.why = one.mendable ? "" : "This cannot be mended in one step: say in a note what should happen instead.";
    const waive = button("It is meant", { kind: "slim", icon: "check", test: "finding-waive", on: () => this.waive(one) });
    const note = button("Give a note", { kind: "quiet slim", icon: "note", on: () => {
      this.ctx.focus(one.script?.where || one.episode);
      this.ctx.note("");
    } });
    return h("footer", { class: "row wrap" }, mend, waive, note);
  }

  busy() {
    const busy = this.ctx.busy();
    for (const node of this.list.querySelectorAll("[data-test='finding-mend']")) because(node, busy || node.dataset.why);
    for (const node of this.list.querySelectorAll("[data-test='finding-waive']")) because(node, busy);
  }

  async mend(one) {
    await this.ctx.api.post(`${this.path}/${encodeURIComponent(one.id)}/mend`);
    this.ctx.openNotes(true);
    toast("The showrunner proposes a mend in the notes.");
  }

  waive(one) {
    const reason = h("textarea", { class: "input", rows: 2, maxlength: 400, placeholder: "She lies to him on purpose.", "data-test": "waive-reason" });
    const done = button("Waive it: this is meant", { kind: "primary wide", icon: "check", test: "waive-go", on: async () => {
      await this.ctx.api.post(`${this.path}/${encodeURIComponent(one.id)}/waive`, { reason: reason.value.trim() });
      open.close();
      toast("Noted: this is meant.");
    } });
    const form = h("form", { class: "stack", on: { submit: (event) => (event.preventDefault(), done.click()) } }, h("p", { class: "small soft" }, one.message), field("Why is it meant?", reason, "A lie, a twist, a dream. It may stay empty."), done);
    const open = sheet("It is meant", form, { test: "waive-sheet" });
    reason.focus();
  }

  leave() {
    clearTimeout(this.timer);
    this.reading = null;
  }
}

function byEpisode(findings) {
  const groups = new Map();
  for (const one of findings) groups.set(one.episode, [...(groups.get(one.episode) ?? []), one]);
  return [...groups].map(([episode, found]) => ({ episode, findings: found }));
}

function quote(title, place, name) {
  if (!place) return null;
  return h("figure", { class: "found-quote" }, h("figcaption", { class: "tiny" }, icon(name), h("b", null, title), h("span", { class: "faint" }, place.where ? named(place.where) : "In the bible")), h("blockquote", null, place.quote || "…"));
}
