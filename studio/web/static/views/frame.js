// The frame round a series: its title, its views as tabs, what the crew is doing now, and the notes beside it.

import { api, listen, media } from "../api.js";
import { go, view } from "../app.js";
import { fill, h, icon } from "../dom.js";
import { because, button, clock, crew, CREW, empty, left, money, plural, progress, setProgress, skeleton, toast, trouble } from "../parts.js";
import { Production } from "../production.js";
import { lights } from "../theme.js";
import { askSequel } from "./sequel.js";

const TABS = [["watch", "Watch"], ["floor", "Floor"], ["board", "Board"], ["cast", "Cast"], ["sets", "Sets"], ["season", "Season"], ["continuity", "Continuity"]];
const WHAT = { make: "making episodes", sequel: "making the sequel", note: "reading a note", refine: "thinking again", accept: "making the new cut", revise: "making the new cut", retake: "on a retake", drop: "dropping a proposal", undo: "going back", redo: "going forward", branch: "trying another way", switch: "changing branches", cast: "casting", voice: "casting a voice", dub: "dubbing", identity: "looking at every face" };

export class Frame {
  constructor(root, series) {
    this.series = series;
    this.production = new Production();
    this.heard = new Set();
    this.data = null;
    this.read = new Set();
    this.focused = "";
    this.focusing = new Set();
    this.noting = new Set();
    this.mounted = { tab: "", leave: null, turn: 0 };
    this.draw(root);
    this.ready = this.refresh();
    this.ready.then(() => this.mountDock(), () => {});
    this.silence = listen(series, (event) => this.hear(event), (state) => this.connection(state));
    this.onKey = (event) => event.key === "Escape" && this.openDock(false);
    document.addEventListener("keydown", this.onKey);
  }

  draw(root) {
    this.title = h("h1", { class: "frame-title clamp1" }, skeleton("1.1em", "9em"));
    this.sub = h("p", { class: "frame-sub clamp1" });
    this.sequel = button("Sequel", { icon: "sequel", kind: "frame-sequel", test: "sequel", on: () => askSequel(this.context()) });
    because(this.sequel, "The series is being read.");
    this.tabs = h("nav", { class: "frame-tabs", "aria-label": "Series" }, TABS.map(([name, text]) => h("a", { href: `#/${this.series}/${name}`, "data-test": `tab-${name}`, "data-tab": name }, icon(name), h("span", null, text))));
    this.strip = new Strip(this);
    this.main = h("main", { class: "frame-view", id: "view", tabindex: -1 });
    this.dockTools = h("div", { class: "row dock-tools" });
    this.dockBody = h("div", { class: "dock-body" });
    const close = button("", { icon: "close", label: "Close the notes", kind: "quiet dock-close", on: () => this.openDock(false) });
    this.dock = h("aside", { class: "dock", id: "dock", "aria-label": "Notes" }, h("div", { class: "dock-head" }, h("h2", null, "Notes"), this.dockTools, close), this.dockBody);
    this.scrim = h("div", { class: "scrim", on: { click: () => this.openDock(false) } });
    this.fab = button("Notes", { icon: "note", kind: "primary fab", test: "open-notes", on: () => this.openDock(true) });
    this.root = h(
      "div",
      { class: "frame" },
      h("a", { class: "skip button", href: "#view", on: { click: (event) => (event.preventDefault(), this.main.focus()) } }, "Skip to the view"),
      h("header", { class: "frame-head" }, h("a", { class: "frame-home", href: "#/", "aria-label": "All series" }, icon("mark")), h("div", { class: "grow" }, this.title, this.sub)),
      this.tabs,
      h("div", { class: "frame-tools" }, this.sequel, lights()),
      this.strip.node,
      this.main,
      this.scrim,
      this.dock,
      this.fab,
    );
    root.append(this.root);
    this.openDock(false);
    this.narrow = matchMedia("(max-width: 899px)");
    this.narrow.addEventListener("change", () => this.openDock(false));
  }

  /** What each view is given. */
  context(episode = "") {
    const own = [];
    const ends = (set, fn) => {
      set.add(fn);
      own.push(() => set.delete(fn));
      return () => set.delete(fn);
    };
    return {
      api,
      series: this.series,
      episode,
      go,
      production: this.production,
      data: () => this.data,
      refresh: () => this.refresh(),
      busy: () => this.busy(),
      listen: (fn) => ends(this.heard, fn),
      onData: (fn) => ends(this.read, fn),
      onProduction: (fn) => {
        const end = this.production.changed(fn);
        own.push(end);
        return end;
      },
      focus: (id) => this.focus(id),
      focused: () => this.focused,
      onFocus: (fn) => ends(this.focusing, fn),
      note: (text = "") => this.note(text),
      onNote: (fn) => ends(this.noting, fn),
      openNotes: (open = true) => this.openDock(open),
      dockTools: this.dockTools,
      end: () => own.forEach((fn) => fn()),
    };
  }

  async show(tab, episode) {
    const turn = ++this.mounted.turn;
    if (!(await this.here()) || turn !== this.mounted.turn) return;
    if (!TABS.some(([name]) => name === tab)) {
      location.replace(`#/${this.series}/${this.data?.episodes.some((one) => one.stage === "finished") ? "watch" : "floor"}`);
      return;
    }
    this.mark(tab);
    this.mounted.leave?.();
    this.mounted.leave = null;
    this.openDock(false);
    fill(this.main, h("div", { class: "page stack" }, skeleton("2em", "40%"), skeleton("40vh")));
    try {
      const module = await view(tab);
      if (turn !== this.mounted.turn) return;
      const ctx = this.context(episode);
      const leave = await module.mount(fill(this.main), ctx);
      const both = () => (leave?.(), ctx.end());
      if (turn === this.mounted.turn) this.mounted.leave = both;
      else both();
    } catch (error) {
      if (turn !== this.mounted.turn) return;
      this.broken = true;
      fill(this.main, trouble(error, () => this.show(tab, episode)));
    }
  }

  // Whether the series has been read; if not, why is said in place of the view.
  async here() {
    try {
      await this.ready;
      return true;
    } catch (error) {
      this.root.classList.add("missing");
      const lobby = h("a", { class: "button", href: "#/" }, icon("back"), "All series");
      if (error.status === 404) fill(this.main, empty("mark", "No such series", "It may have been made in another home.", lobby));
      else fill(this.main, trouble(error, () => location.reload()));
      return false;
    }
  }

  mark(tab) {
    this.root.dataset.tab = tab;
    for (const link of this.tabs.children) {
      if (link.dataset.tab === tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  async mountDock() {
    try {
      const chat = await view("chat");
      this.dockContext = this.context();
      this.leaveDock = await chat.mount(fill(this.dockBody), this.dockContext);
    } catch (error) {
      this.broken = true;
      fill(this.dockBody, trouble(error, () => this.mountDock()));
    }
  }

  async refresh() {
    const mine = (this.reading = Symbol("reading"));
    try {
      const data = await api.get(`/series/${encodeURIComponent(this.series)}`);
      if (mine !== this.reading) return;
      this.data = data;
    } catch (error) {
      if (!this.data) fill(this.title, "Cliffhanger");
      if (!this.data) throw error;
      return;
    }
    this.production.begin(this.data.busy);
    this.head();
    for (const fn of this.read) fn(this.data);
  }

  head() {
    const { title, premise, episodes, seasons } = this.data;
    document.title = `${title || "New series"} · Cliffhanger`;
    fill(this.title, title || premise || "New series");
    this.title.title = title ?? "";
    const made = episodes.filter((one) => one.stage === "finished");
    const running = made.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
    fill(this.sub, made.length ? `${seasons.length > 1 ? `${seasons.length} seasons, ` : ""}${plural(made.length, "episode")}, ${clock(running)}` : "In the making");
    because(this.sequel, this.busy() || (made.length ? "" : "A sequel needs a finished episode first."));
  }

  /** Why the series cannot be changed just now; "" when it can. */
  busy() {
    const now = this.production.now;
    return now ? `The crew is ${doing(now.what)}: wait for it, or stop it.` : "";
  }

  connection(state) {
    const was = this.production.lost;
    this.production.connection(state);
    if (state === "live" && was) this.refresh();
    if (state === "live" && this.broken) mend();
    this.strip.draw();
  }

  hear(event) {
    const was = Boolean(this.production.now);
    this.production.take(event);
    this.strip.draw();
    for (const fn of this.heard) fn(event);
    if (["changed", "finished", "failed", "stopped", "started"].includes(event.kind)) this.soon();
    if (event.kind === "failed" && Date.now() - Date.parse(event.at) < 20000) toast(event.text || "That did not work.", "bad");
    if (was !== Boolean(this.production.now) && this.data) this.head();
  }

  // Many things change at once at the end of a job: one reading serves them all.
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh().catch(() => {}), 150);
  }

  focus(id) {
    if (id === this.focused) return;
    this.focused = id;
    for (const fn of this.focusing) fn(id);
  }

  note(text) {
    this.openDock(true);
    for (const fn of this.noting) fn(text);
  }

  // Beside the view on a wide window; a sheet from below on a narrow one.
  openDock(open) {
    const sheet = matchMedia("(max-width: 899px)").matches;
    this.root.classList.toggle("notes-open", open && sheet);
    this.dock.inert = sheet && !open;
    if (open && sheet) this.dock.querySelector("textarea, input, button")?.focus();
  }

  leave() {
    this.mounted.turn++;
    this.mounted.leave?.();
    this.leaveDock?.();
    this.dockContext?.end();
    this.silence();
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.onKey);
    this.root.remove();
  }
}

const doing = (what) => WHAT[what] ?? (what ? `at work (${what})` : "at work");

/** One line under the header: who is at it, how far, how long yet. */
class Strip {
  constructor(frame) {
    this.frame = frame;
    this.face = h("span");
    this.words = h("span", { class: "strip-words clamp1" });
    this.figures = h("span", { class: "strip-figures" });
    this.stop = button("Stop", { icon: "stop", kind: "quiet slim", test: "stop", on: () => this.halt() });
    this.bar = progress(null, "Progress of the production");
    this.node = h("div", { class: "strip", role: "status", hidden: true }, h("a", { class: "row grow", href: `#/${frame.series}/floor` }, this.face, this.words), this.figures, this.stop, this.bar);
  }

  async halt() {
    const now = this.frame.production.now;
    if (now) await api.post(`/jobs/${now.job}/stop`);
  }

  draw() {
    const { now, lost, waiting } = this.frame.production;
    this.node.hidden = !now && !lost && !waiting.length;
    this.node.classList.toggle("lost", lost);
    if (this.node.hidden) return;
    this.stop.hidden = !now || lost;
    this.bar.hidden = lost || !now;
    if (lost) return this.say(icon("gone"), "Reconnecting to the studio. The crew works on without us.", "");
    if (!now) return this.say(icon("clock"), `${plural(waiting.length, "job")} waiting for the crew`, "");
    const agent = now.agent && now.agent in CREW ? now.agent : "showrunner";
    this.say(crew(agent, { lit: true, small: true }), [h("b", null, CREW[agent]), " ", now.words || `is ${doing(now.what)}`], [now.left !== null && h("span", null, left(now.left), h("span", { class: "wide-only" }, " left")), now.cost > 0 && h("span", { class: "wide-only" }, ` · ${money(now.cost)}`)]);
    setProgress(this.bar, now.progress || null);
  }

  say(face, words, figures) {
    fill(this.face, face);
    fill(this.words, words);
    fill(this.figures, figures);
  }
}

// A module that could not be fetched is never fetched again by the same page: once the server answers, the page comes
// anew. Not over and over, if that does not help.
function mend() {
  const before = Number(sessionStorage.getItem("mended") ?? 0);
  if (Date.now() - before < 10_000) return;
  sessionStorage.setItem("mended", String(Date.now()));
  location.reload();
}
