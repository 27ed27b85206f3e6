// The notes: what the user says, what the showrunner makes of it, and what it would change before it is changed.

import { fill, h, icon, keyed } from "../dom.js";
import { because, button, chip, crew, CREW, left, named, trouble } from "../parts.js";
import { Past } from "./past.js";
import { Card, plain } from "./proposal.js";

const FIRST = ["Make the ending of episode 1 more of a shock", "Make the lead colder in episode 1", "The music is too loud in episode 1", "Set the first scene in the rain"];
const AT_WORK = { make: "making episodes", sequel: "making the sequel", accept: "making the new cut", revise: "making the new cut", undo: "going back", redo: "going forward", branch: "trying another way", switch: "changing branches" };

export async function mount(root, ctx) {
  const chat = new Chat(ctx);
  root.append(chat.node);
  fill(ctx.dockTools, chat.past.tools);
  ctx.listen((event) => chat.hear(event));
  ctx.onFocus(() => chat.composer.about());
  ctx.onData(() => chat.working());
  ctx.onNote((text) => chat.composer.begin(text));
  ctx.onProduction(() => chat.working());
  await chat.read();
  return () => {
    clearTimeout(chat.timer);
    fill(ctx.dockTools);
  };
}

class Chat {
  constructor(ctx) {
    this.ctx = ctx;
    this.path = `/series/${encodeURIComponent(ctx.series)}`;
    this.messages = [];
    this.list = h("ol", { class: "chat-list", role: "log", "aria-label": "Conversation with the showrunner" });
    this.thinking = h("div", { class: "chat-thinking", role: "status", hidden: true });
    this.scroll = h("div", { class: "chat-scroll", tabindex: 0, role: "region", "aria-label": "Conversation" }, this.list, this.thinking);
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
      this.draw();
    } catch (error) {
      // A series that was only just ordered has no conversation yet.
      if (error.status === 404) this.draw();
      else if (!this.messages.length) fill(this.list, h("li", null, trouble(error, () => this.read())));
    }
  }

  hear(event) {
    if (event.kind === "said" && event.message) this.put(event.message);
    if (["said", "changed", "finished", "failed", "stopped"].includes(event.kind)) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.read(), 200);
    }
  }

  put(message) {
    const same = (one) => one.number === message.number || (one.pending && one.text === message.text && message.author === "user");
    this.messages = [...this.messages.filter((one) => !same(one)), message].sort((a, b) => a.number - b.number);
    this.draw();
  }

  draw() {
    const near = this.near();
    const last = this.messages.at(-1);
    const fresh = last && `${last.number} ${last.kind}` !== this.last;
    if (!this.messages.length) fill(this.list, this.welcome());
    else {
      for (const node of [...this.list.children]) if (!node.dataset.key) node.remove();
      keyed(this.list, this.messages, (one) => `${Math.ceil(one.number)} ${one.author} ${one.pending ?? ""} ${this.standing(one.proposal)} ${one.text.length}`, (one) => this.message(one));
    }
    this.last = last && `${last.number} ${last.kind}`;
    this.working();
    if (near || fresh) requestAnimationFrame(() => this.down(last));
  }

  // What has been accepted may have been undone since: the history knows.
  standing(proposal) {
    if (proposal?.standing !== "accepted") return proposal?.standing ?? "";
    const changes = this.past.history?.changes.filter((one) => one.understood === proposal.understood && one.note === proposal.note.text) ?? [];
    return changes.length && changes.every((one) => one.undone) ? "undone" : "accepted";
  }

  near() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 160;
  }

  // To the end, but never past the beginning of a proposal that is taller than the window.
  down(last) {
    const node = this.list.lastElementChild;
    const tall = last?.kind === "proposal" && node && node.offsetHeight > this.scroll.clientHeight - 40;
    this.scroll.scrollTop = tall ? node.offsetTop - this.scroll.offsetTop - 12 : this.scroll.scrollHeight;
  }

  welcome() {
    return h("li", { class: "chat-welcome" }, crew("showrunner"), h("h3", null, "What should be different?"), h("p", { class: "soft small" }, "Say it as you would to a person. You see what it changes, and what it costs, before anything is changed."), h("div", { class: "chat-near" }, FIRST.map((text) => chip(text, { on: () => this.composer.begin(text) }))));
  }

  /** What the crew does about the last note, and what can be pressed meanwhile. */
  working() {
    const { now } = this.ctx.production;
    const last = this.messages.at(-1);
    const reading = now && ["note", "refine"].includes(now.what);
    const [who, words] = reading ? ["showrunner", now.words || "reads your note"] : now ? this.meanwhile(now, last) : ["", ""];
    // The answer is there a moment before the job has ended.
    const answered = reading && last?.author === "showrunner" && now.what === "note";
    const near = this.near();
    this.thinking.hidden = !words || answered;
    if (words && words !== this.thought) fill(this.thinking, crew(who, { lit: true, small: true }), h("span", null, h("b", null, CREW[who]), ` ${words}`), h("span", { class: "chat-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
    if (words !== this.thought && !this.thinking.hidden && near) this.scroll.scrollTop = this.scroll.scrollHeight;
    this.thought = words;
    const busy = this.ctx.busy();
    for (const node of this.list.querySelectorAll("[data-test='proposal-accept'], [data-test='proposal-refine'], [data-test='proposal-drop']")) because(node, busy);
    this.past.draw();
  }

  // What the crew is at while it does not read.
  meanwhile(now, last) {
    const work = AT_WORK[now.what];
    if (last?.author === "user" && last.kind === "note") return ["showrunner", `reads this next: the crew is ${work ?? "at work"}`];
    if (!work || ["make", "sequel"].includes(now.what)) return ["", ""];
    const who = now.agent in CREW ? now.agent : "editor";
    return [who, `${now.words || `is ${work}`}${now.left > 0 ? `, ${left(now.left)} left` : ""}`];
  }

  message(one) {
    if (one.author === "user") return h("li", { class: ["said mine", one.pending && "pending"] }, one.focus && h("span", { class: "said-about tiny" }, named(one.focus)), h("p", null, plain(one.text)));
    if (one.kind === "proposal" && one.proposal) return h("li", { class: "said theirs" }, new Card(this, { ...one.proposal, standing: this.standing(one.proposal) }).node);
    const body = [one.text && h("p", null, plain(one.text))];
    if (one.options?.length) body.push(h("div", { class: "chat-near" }, one.options.map((text) => button(text, { kind: "slim", test: "option", on: () => this.send(text, this.asked(one)) }))));
    if (one.near?.length) body.push(h("p", { class: "tiny faint" }, "What I can do instead:"), h("div", { class: "chat-near" }, one.near.map((text) => chip(text, { test: "near", on: () => this.composer.begin(text) }))));
    const mark = { done: icon("check"), failed: icon("warn") }[one.kind] ?? crew("showrunner", { small: true });
    return h("li", { class: `said theirs ${one.kind}` }, h("span", { class: "said-mark" }, mark), h("div", { class: "said-body" }, body));
  }

  // An answer is about what the note was about, wherever the user looks by now.
  asked(question) {
    return this.messages.findLast((one) => one.author === "user" && one.number < question.number)?.focus ?? this.composer.focus;
  }

  async send(text, focus = this.composer.focus) {
    const { number } = this.messages.at(-1) ?? { number: 0 };
    // At once, as it will be read back; the reading puts its real number.
    const pending = { number: Math.floor(number) + 0.5, pending: true, at: new Date().toISOString(), author: "user", kind: "note", text, focus, options: [], near: [], proposal: null };
    this.put(pending);
    try {
      await this.ctx.api.post(`${this.path}/notes`, { text, focus });
    } catch (error) {
      this.messages = this.messages.filter((one) => one !== pending);
      this.draw();
      throw error;
    }
  }
}

/** Where a note is written: what it is about, the words, send. */
class Composer {
  constructor(chat) {
    this.chat = chat;
    this.ctx = chat.ctx;
    this.focus = "";
    this.refining = null;
    this.where = h("div", { class: "row chat-about", hidden: true });
    this.box = h("textarea", { class: "chat-box", rows: 1, maxlength: 2000, "aria-label": "Note", "data-test": "note", enterkeyhint: "send" });
    this.go = button("", { icon: "send", label: "Send the note", kind: "primary round slim", test: "send", on: () => this.send() });
    this.box.addEventListener("input", () => this.check());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.node = h("form", { class: "chat-composer", on: { submit: (event) => event.preventDefault() } }, this.where, h("div", { class: "chat-row" }, this.box, this.go));
    this.about();
  }

  key(event) {
    if (event.key === "Escape" && this.refining) {
      event.stopPropagation();
      this.clear();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!this.go.disabled) this.go.click();
  }

  check() {
    because(this.go, this.box.value.trim() ? "" : "Write a note first.");
  }

  // The name of who leads, for examples that could be meant.
  async lead() {
    if (this.asking) return;
    this.asking = true;
    const season = Number(/^s(\d+)/.exec(this.ctx.focused())?.[1] ?? 1);
    const bible = await this.ctx.api.get(`${this.chat.path}/bible?season=${season}`).catch(() => null);
    this.leads = (bible?.characters.find((one) => one.role === "lead") ?? bible?.characters[0])?.name ?? "";
    this.hint();
  }

  hint() {
    const who = this.leads && this.leads.length < 16 ? this.leads : "the lead";
    const focus = this.focus;
    const words = this.refining ? "What should be different about it?"
      : /\.l\d+$/.test(focus) ? "Say this line more coldly"
      : /\.s\d+$/.test(focus) ? "Closer, from below"
      : /\.\d+$/.test(focus) ? "Make it rain in this scene"
      : focus ? `Make ${who} colder in this episode` : "Give a note";
    this.box.placeholder = words;
  }

  about() {
    const focus = this.ctx.focused();
    if (focus !== this.asked) this.off = false;
    this.asked = focus;
    this.focus = this.off ? "" : focus;
    if (focus) this.lead();
    const words = this.refining ? `Refining proposal ${this.refining.number}` : this.focus && `About ${named(this.focus).toLowerCase()}`;
    this.where.hidden = !words;
    if (words) fill(this.where, h("span", { class: ["chat-tag", this.refining && "refining"], "data-test": "focus" }, icon(this.refining ? "retake" : "note"), h("span", { class: "clamp1" }, words), button("", { icon: "close", label: this.refining ? "Do not refine" : "About the whole series instead", kind: "quiet slim", on: () => this.clear() })));
    this.hint();
    this.check();
  }

  clear() {
    if (this.refining) this.refining = null;
    else this.off = true;
    this.about();
    this.box.focus();
  }

  refine(proposal) {
    this.refining = proposal;
    this.about();
    this.box.focus();
  }

  /** Begin a note with these words; in a pair of quotes the cursor stands between them. */
  begin(text) {
    if (text) this.box.value = text;
    this.about();
    this.box.focus();
    const quoted = this.box.value.indexOf("“”");
    const at = quoted < 0 ? this.box.value.length : quoted + 1;
    this.box.setSelectionRange(at, at);
  }

  async send() {
    const text = this.box.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    try {
      this.box.value = "";
      if (this.refining) await this.ctx.api.post(`${this.chat.path}/proposals/${this.refining.number}/refine`, { text });
      else await this.chat.send(text);
      this.refining = null;
    } catch (error) {
      if (!this.box.value) this.box.value = text;
      throw error;
    } finally {
      this.sending = false;
      this.about();
    }
  }
}
