// The notes: what the user says, what the showrunner makes of it, and what it would change before it is changed.

import { fill, h, icon, keyed } from "../dom.js";
import { ago, badge, because, button, chip, clock, crew, diff, left, money, named, plural, sheet, trouble } from "../parts.js";

const FIRST = ["Make the ending of episode 1 more of a shock", "Make the lead colder", "The music is too loud", "Add a scene in the rain"];
const LINES = 9;
const KINDS = { voice: "voice", picture: "shot", music: "score", sound: "mix", cut: "cut" };
const STANDING = { accepted: ["Accepted", "green", "check"], refined: ["Refined", "", "retake"], dropped: ["Dropped", "", "close"], undone: ["Undone", "", "undo"] };

export async function mount(root, ctx) {
  const chat = new Chat(ctx);
  root.append(chat.node);
  fill(ctx.dockTools, chat.past.tools);
  await chat.read();
  ctx.listen((event) => chat.hear(event));
  ctx.onFocus(() => chat.composer.about());
  ctx.onData(() => chat.composer.about());
  ctx.onNote((text) => chat.composer.begin(text));
  ctx.onProduction(() => chat.working());
  return () => fill(ctx.dockTools);
}

class Chat {
  constructor(ctx) {
    this.ctx = ctx;
    this.path = `/series/${encodeURIComponent(ctx.series)}`;
    this.messages = [];
    this.list = h("ol", { class: "chat-list", role: "log", "aria-label": "Conversation with the showrunner" });
    this.thinking = h("div", { class: "chat-thinking", hidden: true }, crew("showrunner", { lit: true, small: true }), h("span"));
    this.scroll = h("div", { class: "chat-scroll", tabindex: 0, "aria-label": "Conversation" }, this.list, this.thinking);
    this.composer = new Composer(this);
    this.past = new Past(this);
    this.node = h("div", { class: "chat" }, this.scroll, this.composer.node);
  }

  async read() {
    const mine = (this.reading = Symbol("reading"));
    try {
      const messages = await this.ctx.api.get(`${this.path}/conversation`);
      if (mine !== this.reading) return;
      this.messages = messages;
      this.draw();
      await this.past.read();
    } catch (error) {
      // A series that was only just ordered has no conversation yet.
      if (error.status === 404) this.draw();
      else if (!this.messages.length) fill(this.list, h("li", null, trouble(error, () => this.read())));
    }
  }

  hear(event) {
    if (event.kind === "said" && event.message) this.put(event.message);
    if (["changed", "finished", "failed", "stopped"].includes(event.kind)) this.soon();
  }

  put(message) {
    this.messages = [...this.messages.filter((one) => one.number !== message.number), message].sort((a, b) => a.number - b.number);
    this.draw();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), 200);
  }

  draw() {
    const near = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 160;
    if (!this.messages.length) fill(this.list, this.welcome());
    else {
      this.list.querySelector(".chat-welcome")?.remove();
      keyed(this.list, this.messages, (one) => `${one.number} ${JSON.stringify(one.proposal?.standing ?? "")} ${one.text.length}`, (one) => this.message(one));
    }
    this.working();
    if (near || !this.seen) requestAnimationFrame(() => (this.scroll.scrollTop = this.scroll.scrollHeight));
    this.seen = true;
  }

  welcome() {
    return h("li", { class: "chat-welcome" }, crew("showrunner"), h("h3", null, "What should be different?"), h("p", { class: "soft small" }, "Say it as you would to a person. You see what it changes, and what it costs, before anything is changed."), h("div", { class: "stack chat-near" }, FIRST.map((text) => chip(text, { on: () => this.composer.begin(text) }))));
  }

  working() {
    const { now } = this.ctx.production;
    const reading = now && ["note", "refine"].includes(now.what);
    this.thinking.hidden = !reading;
    if (reading) fill(this.thinking.lastElementChild, now.words ? `The showrunner ${now.words}` : "The showrunner reads your note");
    for (const node of this.list.querySelectorAll("[data-test='proposal-accept']")) because(node, this.ctx.busy());
    this.past.draw();
  }

  message(one) {
    if (one.author === "user") return h("li", { class: "said mine" }, one.focus && h("span", { class: "said-about tiny" }, named(one.focus)), h("p", null, one.text));
    const body = [one.text && h("p", null, one.text)];
    if (one.kind === "proposal" && one.proposal) return h("li", { class: "said theirs" }, new Card(this, one.proposal).node);
    if (one.options?.length) body.push(h("div", { class: "stack chat-near" }, one.options.map((text) => chip(text, { on: () => this.send(text) }))));
    if (one.near?.length) body.push(h("p", { class: "tiny faint" }, "What I can do:"), h("div", { class: "stack chat-near" }, one.near.map((text) => chip(text, { on: () => this.composer.begin(text) }))));
    const mark = { done: icon("check"), failed: icon("warn") }[one.kind] ?? crew("showrunner", { small: true });
    return h("li", { class: `said theirs ${one.kind}` }, h("span", { class: "said-mark" }, mark), h("div", { class: "said-body" }, body));
  }

  async send(text) {
    const { number } = this.messages.at(-1) ?? { number: 0 };
    await this.ctx.api.post(`${this.path}/notes`, { text, focus: this.composer.focus });
    // At once as it will be read back; the reading corrects its number.
    this.put({ number: number + 0.5, at: new Date().toISOString(), author: "user", kind: "note", text, focus: this.composer.focus, options: [], near: [], proposal: null });
    this.soon();
  }
}

/** What is proposed: the words, the difference, the ripple, the price, and what to do about it. */
class Card {
  constructor(chat, proposal) {
    this.chat = chat;
    this.proposal = proposal;
    const open = proposal.standing === "open";
    const { ripple } = proposal;
    this.node = h("article", { class: ["proposal", open && "open"], "data-test": "proposal", "aria-label": `Proposal ${proposal.number}` },
      h("header", { class: "row apart" }, h("span", { class: "eyebrow" }, "Proposal"), !open && badge(...(STANDING[proposal.standing] ?? [proposal.standing]))),
      h("p", { class: "proposal-words" }, proposal.understood),
      h("div", { class: "stack", "data-test": "diff" }, proposal.diffs.map((one) => folded(one, open))),
      this.ripple(ripple),
      h("p", { class: "proposal-price", "data-test": "price" }, icon("clock"), h("span", null, ripple.seconds > 0 ? `${left(ripple.seconds)} of work` : "done at once"), icon("coin"), h("span", null, money(ripple.price))),
      open && this.actions());
  }

  ripple(ripple) {
    const counts = Object.entries(KINDS).map(([kind, word]) => [ripple.remade.filter((one) => one.kind === kind).length, word]).filter(([count]) => count);
    const lengths = Object.entries(ripple.lengths ?? {});
    return h("ul", { class: "ripple-list small", "data-test": "ripple" },
      ripple.episodes.length > 0 && h("li", null, icon("watch"), h("span", null, ripple.episodes.map(named).join(" · "))),
      h("li", null, icon("camera"), h("span", null, counts.length ? `Made anew: ${counts.map(([count, word]) => plural(count, word)).join(", ")}` : "Nothing is made anew", ripple.kept > 0 && h("span", { class: "faint" }, `; ${plural(ripple.kept, "take")} kept`))),
      lengths.map(([id, [before, after]]) => h("li", null, icon("cut"), h("span", null, `${named(id)}: ${clock(before)} becomes ${clock(after)}`))),
      ripple.touched.map((one) => h("li", null, icon("season"), h("span", null, one.what === "episode" ? `${named(one.id)}: ` : "", one.why))),
      ripple.opened.map((one) => h("li", { class: "opens" }, icon("warn"), h("span", null, "Opens: ", one.message))),
      ripple.closed.map((one) => h("li", { class: "closes" }, icon("check"), h("span", null, "Settles: ", one.message))));
  }

  actions() {
    const path = `${this.chat.path}/proposals/${this.proposal.number}`;
    const { api } = this.chat.ctx;
    const accept = button("Accept", { kind: "primary", icon: "check", test: "proposal-accept", on: () => api.post(`${path}/accept`) });
    because(accept, this.chat.ctx.busy());
    return h("footer", { class: "row" }, accept, button("Refine", { test: "proposal-refine", on: () => this.chat.composer.refine(this.proposal) }), button("Drop", { kind: "quiet", test: "proposal-drop", on: () => api.post(`${path}/drop`) }));
  }
}

// A long difference shows its beginning; a settled one shows nothing until it is asked for.
function folded(one, open) {
  const changed = one.lines.filter((line) => line.sign !== "same");
  const brief = changed.slice(0, LINES);
  if (open && one.lines.length <= LINES) return diff(one.lines, one.title);
  const box = h("div", { class: "folded" }, open ? diff(brief, one.title) : null);
  const all = button(open ? `All of it (${plural(one.lines.length, "line")})` : `${one.title}: ${plural(changed.length, "line")} changed`, { kind: "slim quiet", icon: "down" });
  all.addEventListener("click", () => fill(box, diff(one.lines, one.title)));
  box.append(all);
  return box;
}

/** Where a note is written: what it is about, the words, send. */
class Composer {
  constructor(chat) {
    this.chat = chat;
    this.focus = "";
    this.refining = null;
    this.where = h("div", { class: "row chat-about", hidden: true });
    this.box = h("textarea", { class: "chat-box", rows: 1, maxlength: 2000, placeholder: "Give a note", "aria-label": "Note", "data-test": "note", enterkeyhint: "send" });
    this.go = button("", { icon: "send", label: "Send the note", kind: "primary round slim", test: "send", on: () => this.send() });
    this.box.addEventListener("input", () => this.check());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.go.disabled) this.go.click();
    });
    this.node = h("form", { class: "chat-composer", on: { submit: (event) => event.preventDefault() } }, this.where, h("div", { class: "chat-row" }, this.box, this.go));
    this.about();
    this.check();
  }

  check() {
    because(this.go, this.box.value.trim() ? "" : "Write a note first.");
  }

  about() {
    const focus = this.chat.ctx.focused();
    if (focus !== this.asked) this.off = false;
    this.asked = focus;
    this.focus = this.off ? "" : focus;
    const words = this.refining ? "Refining the proposal" : this.focus && `About ${named(this.focus).toLowerCase()}`;
    this.where.hidden = !words;
    if (words) fill(this.where, icon(this.refining ? "retake" : "note"), h("span", { class: "grow clamp1" }, words), button("", { icon: "close", label: this.refining ? "Do not refine" : "About the whole series instead", kind: "quiet slim", on: () => this.clear() }));
  }

  clear() {
    if (this.refining) this.refining = null;
    else this.off = true;
    this.about();
  }

  refine(proposal) {
    this.refining = proposal;
    this.about();
    this.box.placeholder = "What should be different about it?";
    this.box.focus();
  }

  begin(text) {
    if (text) this.box.value = text;
    this.check();
    this.box.focus();
  }

  async send() {
    const text = this.box.value.trim();
    if (this.refining) await this.chat.ctx.api.post(`${this.chat.path}/proposals/${this.refining.number}/refine`, { text });
    else await this.chat.send(text);
    this.refining = null;
    this.box.value = "";
    this.box.placeholder = "Give a note";
    this.about();
    this.check();
  }
}

/** Undo, redo, and the sheet with every change and branch. */
class Past {
  constructor(chat) {
    this.chat = chat;
    this.history = null;
    const { api } = chat.ctx;
    this.undo = button("", { icon: "undo", label: "Undo", kind: "quiet slim", test: "undo", on: () => api.post(`${chat.path}/undo`) });
    this.redo = button("", { icon: "redo", label: "Redo", kind: "quiet slim", test: "redo", on: () => api.post(`${chat.path}/redo`) });
    this.all = button("", { icon: "history", label: "History and branches", kind: "quiet slim", test: "history", on: () => this.show() });
    this.tools = [this.undo, this.redo, this.all];
    this.draw();
  }

  async read() {
    this.history = await this.chat.ctx.api.get(`${this.chat.path}/history`);
    this.draw();
  }

  draw() {
    const busy = this.chat.ctx.busy();
    because(this.undo, busy || (this.history?.can_undo ? "" : "There is nothing to undo."));
    because(this.redo, busy || (this.history?.can_redo ? "" : "There is nothing to redo."));
    because(this.all, this.history ? "" : "There is no history yet.");
  }

  show() {
    const { changes, branches, branch } = this.history;
    const { api } = this.chat.ctx;
    const busy = this.chat.ctx.busy();
    const name = h("input", { class: "input", maxlength: 40, placeholder: "warmer ending", "aria-label": "Name of the branch" });
    const begin = button("Try it both ways", { icon: "branch", test: "branch", on: async () => {
      await api.post(`${this.chat.path}/branches`, { name: name.value.trim() });
      open.close();
    } });
    const check = () => because(begin, busy || (name.value.trim() ? "" : "Name the branch first."));
    name.addEventListener("input", check);
    check();
    const other = (one) => {
      const go = button(one.name, { kind: "slim", icon: "branch", on: async () => {
        await api.post(`${this.chat.path}/switch`, { name: one.name });
        open.close();
      } });
      because(go, busy || (one.name === branch ? "You are on it." : ""));
      return go;
    };
    const open = sheet("History", h("div", { class: "stack" },
      branches.length > 1 && h("div", { class: "row wrap" }, branches.map(other)),
      h("ol", { class: "past" }, [...changes].reverse().map(past), h("li", { class: ["past-one", !this.history.head && "current"] }, h("b", null, "As the crew made it"))),
      h("div", { class: "row past-new" }, name, begin)), { test: "history-sheet" });
  }
}

const past = (change) => h("li", { class: ["past-one", change.current && "current", change.undone && "undone"] },
  h("b", null, change.understood || change.note), h("span", { class: "tiny faint" }, [change.episodes.map(named).join(", "), ago(change.at), change.undone && "undone"].filter(Boolean).join(" · ")));
