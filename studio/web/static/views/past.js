// Undo and redo, every change there was, two cuts beside each other, and the other ways it was tried.

import { fill, h, icon } from "../dom.js";
import { media } from "../api.js";
import { plain } from "./proposal.js";
import { ago, badge, because, button, clock, diff, empty, field, named, plural, sheet, trouble } from "../parts.js";

export class Past {
  constructor(chat) {
    this.chat = chat;
    this.ctx = chat.ctx;
    this.history = null;
    const tool = (label, name, test, on) => button("", { icon: name, label, kind: "quiet slim", test, on });
    this.undo = tool("Undo", "undo", "undo", () => this.ctx.api.post(`${chat.path}/undo`));
    this.redo = tool("Redo", "redo", "redo", () => this.ctx.api.post(`${chat.path}/redo`));
    this.ways = tool("Try it both ways", "branch", "branch", () => this.branch());
    this.all = tool("History", "history", "history", () => this.show());
    this.tools = [this.undo, this.redo, this.ways, this.all];
    this.draw();
  }

  async read() {
    this.history = await this.ctx.api.get(`${this.chat.path}/history`);
    this.draw();
  }

  draw() {
    const busy = this.ctx.busy();
    const none = this.history ? "" : "There is no history yet.";
    const last = this.history?.changes.find((one) => one.current);
    because(this.undo, busy || none || (this.history.can_undo ? "" : "There is nothing to undo."));
    because(this.redo, busy || none || (this.history.can_redo ? "" : "There is nothing to redo."));
    because(this.ways, none);
    because(this.all, none);
    if (!this.undo.disabled) this.undo.title = last ? `Undo: ${plain(last.understood || last.note)}` : "Undo";
    if (!this.redo.disabled) this.redo.title = "Redo";
    if (!this.ways.disabled) this.ways.title = this.history.branches.length > 1 ? `On the branch “${this.history.branch}”` : "Try it both ways";
    if (!this.all.disabled) this.all.title = "History";
    this.ways.classList.toggle("on", (this.history?.branches.length ?? 0) > 1);
  }

  show() {
    const { changes, head, branch, branches } = this.history;
    const compare = button("Compare two cuts", { kind: "slim", icon: "compare", test: "compare", on: () => (open.close(), this.compare()) });
    because(compare, this.cuts().length ? "" : "There is no episode with two cuts yet.");
    const list = changes.length
      ? h("ol", { class: "past" }, [...changes].reverse().map((one) => this.change(one)), h("li", { class: ["past-one", !head && "current"] }, h("b", null, "As the crew made it"), !head && badge("now", "lamp")))
      : empty("history", "Nothing has been changed yet", "Every note that you accept is kept here, and each can be taken back.");
    const open = sheet("History", h("div", { class: "stack" }, h("div", { class: "row apart wrap" }, h("span", { class: "small soft" }, branches.length > 1 ? `On “${branch}”` : plural(changes.length, "change")), compare), list), { test: "history-sheet" });
  }

  change(one) {
    const asked = one.note && one.note !== one.understood;
    return h("li", { class: ["past-one", one.current && "current", one.undone && "undone"], "aria-current": one.current ? "step" : undefined },
      h("div", { class: "row" }, h("b", { class: "grow" }, plain(one.understood || one.note)), one.current && badge("now", "lamp")),
      asked && h("span", { class: "small soft" }, `“${plain(one.note)}”`),
      h("span", { class: "tiny faint" }, [one.episodes.map(named).join(", "), ago(one.at), one.undone && "not in this version"].filter(Boolean).join(" · ")));
  }

  branch() {
    const { branches, branch } = this.history;
    const busy = this.ctx.busy();
    const { api } = this.ctx;
    const name = h("input", { class: "input", maxlength: 40, placeholder: "warmer ending", "data-test": "branch-name" });
    const begin = button("Try it both ways", { kind: "primary", icon: "branch", test: "branch-go", on: async () => {
      await api.post(`${this.chat.path}/branches`, { name: name.value.trim() });
      open.close();
    } });
    const why = h("p", { class: "tiny faint" });
    const check = () => {
      const same = branches.some((one) => one.name === name.value.trim());
      because(begin, busy || (!name.value.trim() ? "Name it first." : same ? "There is one of that name." : ""));
      fill(why, busy || (same ? "There is one of that name." : ""));
    };
    name.addEventListener("input", check);
    check();
    const row = (one) => {
      const go = button("Switch to it", { kind: "slim", test: "branch-switch", on: async () => {
        await api.post(`${this.chat.path}/switch`, { name: one.name });
        open.close();
      } });
      because(go, busy);
      return h("li", { class: "row past-way" }, icon("branch"), h("b", { class: "grow clamp1" }, one.name), one.name === branch ? badge("you are here", "lamp") : go);
    };
    const form = h("form", { class: "stack", on: { submit: (event) => (event.preventDefault(), !begin.disabled && begin.click()) } }, field("Name of the other way", name, "Everything stays as it is; what you change from here on is kept under this name."), begin, why);
    const open = sheet("Both ways", h("div", { class: "stack past-ways" }, h("ul", { class: "stack" }, branches.map(row)), form), { test: "branch-sheet" });
    name.focus();
  }

  // Episodes that were cut more than once, each with the highest number: after an undo the present cut is not the last.
  cuts() {
    const told = this.chat.messages.flatMap((one) => [...one.text.matchAll(/(s\d+e\d+)@(\d+)/g)].map(([, id, cut]) => [id, Number(cut)]));
    const most = (one) => Math.max(one.cut, ...told.filter(([id]) => id === one.id).map(([, cut]) => cut));
    return (this.ctx.data()?.episodes ?? []).filter((one) => one.stage === "finished").map((one) => ({ ...one, most: most(one) })).filter((one) => one.most > 1);
  }

  compare() {
    const episodes = this.cuts();
    const about = this.ctx.focused().split(".")[0];
    const pick = (label, test) => h("select", { class: "input", "aria-label": label, "data-test": test });
    const which = pick("Episode", "compare-episode");
    fill(which, episodes.map((one) => h("option", { value: one.id }, `${named(one.id)}. ${one.title}`)));
    if (episodes.some((one) => one.id === about)) which.value = about;
    const [a, b] = [pick("One cut", "compare-a"), pick("The other cut", "compare-b")];
    const stage = h("div", { class: "both" });
    const numbers = () => {
      const { cut, most } = episodes.find((one) => one.id === which.value);
      for (const select of [a, b]) fill(select, Array.from({ length: most }, (_, at) => h("option", { value: at + 1 }, `Cut ${at + 1}${at + 1 === cut ? ", now" : ""}`)));
      b.value = String(cut);
      a.value = String(cut > 1 ? cut - 1 : most);
    };
    const draw = async () => {
      const mine = (stage.turn = Symbol("reading"));
      fill(stage, h("p", { class: "soft" }, "Laying them side by side…"));
      try {
        const found = await this.ctx.api.get(`${this.chat.path}/compare?a=${which.value}@${a.value}&b=${which.value}@${b.value}`);
        if (mine === stage.turn) fill(stage, beside(this.ctx, found));
      } catch (error) {
        if (mine === stage.turn) fill(stage, trouble(error, draw));
      }
    };
    which.addEventListener("change", () => (numbers(), draw()));
    for (const select of [a, b]) select.addEventListener("change", draw);
    numbers();
    draw();
    sheet("Two cuts", h("div", { class: "stack" }, h("div", { class: "both-pick" }, which, a, b), stage), { large: true, test: "compare-sheet" });
  }
}

function beside(ctx, { a, b, diffs, shots }) {
  const screen = (cut, heard) => h("video", { src: media.take(ctx.series, cut.master), playsinline: true, preload: "metadata", muted: !heard, loop: true, "aria-label": `Cut ${cut.cut}` });
  const screens = [screen(a, false), screen(b, true)];
  const play = button("Play both", { icon: "play", kind: "primary slim" });
  const halt = () => {
    screens.forEach((one) => one.pause());
    fill(play, icon("play"), h("span", null, "Play both"));
  };
  play.addEventListener("click", () => {
    if (!screens[0].paused) return halt();
    screens[1].currentTime = screens[0].currentTime;
    Promise.all(screens.map((one) => one.play())).catch(halt);
    fill(play, icon("pause"), h("span", null, "Pause"));
  });
  const other = shots.filter((shot) => shot.a !== shot.b);
  const figure = (cut, node) => h("figure", null, h("div", { class: "both-screen" }, node), h("figcaption", { class: "small" }, h("b", null, `Cut ${cut.cut}`), h("span", { class: "faint" }, ` ${clock(cut.seconds)}`)));
  return [
    h("div", { class: "both-pair" }, figure(a, screens[0]), figure(b, screens[1])),
    h("div", { class: "row both-play" }, play, h("span", { class: "tiny faint" }, `Cut ${b.cut} is heard.`)),
    h("div", { class: "stack" }, diffs.map((one) => diff(one.lines, one.title.replace(/^s\d+e\d+/, named)))),
    h("p", { class: "small soft" }, other.length ? `${other.length} of ${plural(shots.length, "shot")} differ:` : "All shots are the same."),
    other.length > 0 && h("ul", { class: "both-shots" }, other.map((shot) => h("li", null, h("span", { class: "tiny faint" }, `Shot ${Number(shot.id.split(".s")[1])}`), h("div", { class: "row" }, [shot.a, shot.b].map((key) => (key ? moving(ctx, key) : h("span", { class: "still blank tiny" }, "not there"))))))),
  ];
}

function moving(ctx, key) {
  const video = h("video", { src: media.take(ctx.series, key), muted: true, loop: true, playsinline: true, preload: "metadata", "aria-hidden": "true" });
  const node = h("div", { class: "still" }, video);
  node.addEventListener("pointerenter", () => video.play().catch(() => {}));
  node.addEventListener("pointerleave", () => video.pause());
  return node;
}
