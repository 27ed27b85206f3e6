// What is happening on the floor, folded from the events: the strip and the floor both read it.

const LINES = 60;
const SHOTS = 48;

export class Production {
  constructor() {
    this.jobs = new Map();
    this.crew = new Map();
    this.lines = [];
    this.shots = [];
    this.now = null;
    this.last = null;
    this.lost = false;
    this.told = new Set();
  }

  /** Call `fn` after every change; returns a function that ends it. */
  changed(fn) {
    this.told.add(fn);
    return () => this.told.delete(fn);
  }

  tell(event) {
    for (const fn of this.told) fn(event);
  }

  connection(state) {
    if (this.lost === (state === "lost")) return;
    this.lost = state === "lost";
    this.tell(null);
  }

  /** What the series says of itself, for a page that came late. */
  begin(busy) {
    if (busy && !this.now) this.now = { job: busy.job, what: busy.what, text: "", progress: busy.progress ?? null, left: busy.left ?? null, cost: busy.cost ?? 0 };
    if (!busy) this.now = null;
    this.tell(null);
  }

  /** Take one event in. */
  take(event) {
    const job = this.jobs.get(event.job) ?? { job: event.job, state: "queued", what: event.what ?? "", text: "" };
    if (event.job) this.jobs.set(event.job, job);
    if (event.kind === "queued") Object.assign(job, { what: event.what, text: event.text ?? "" });
    else if (event.kind === "started") this.start(job, event);
    else if (event.kind === "working") this.work(job, event);
    else if (["finished", "failed", "stopped"].includes(event.kind)) this.end(job, event);
    this.tell(event);
  }

  start(job, event) {
    job.state = "running";
    job.what = event.what ?? job.what;
    this.now = { job: job.job, what: job.what, text: job.text, progress: null, left: null, cost: 0, agent: "" };
    this.crew.clear();
    this.say({ ...event, agent: "", mark: "started" });
  }

  work(job, event) {
    job.state = "running";
    if (this.now?.job !== event.job) this.now = { job: event.job, what: job.what, text: job.text, progress: null, left: null, cost: 0 };
    for (const key of ["progress", "left", "cost"]) if (event[key] !== undefined && event[key] !== null) this.now[key] = event[key];
    if (event.text) this.now.words = event.text;
    this.now.agent = event.agent;
    this.now.episode = event.episode || this.now.episode;
    this.crew.set(event.agent, { ...event, text: event.text || this.crew.get(event.agent)?.text || "" });
    if (event.take && event.shot) this.shot(event);
    if (event.text) this.say(event);
  }

  shot(event) {
    this.shots = this.shots.filter((shot) => shot.shot !== event.shot);
    this.shots.unshift(event);
    this.shots.length = Math.min(this.shots.length, SHOTS);
  }

  say(event) {
    const last = this.lines.at(-1);
    // Counting up is one line that changes, not a line a step.
    if (last && event.agent && last.agent === event.agent && last.of && event.of && last.episode === event.episode && last.text === event.text) this.lines[this.lines.length - 1] = { ...event, id: last.id };
    else this.lines.push(event);
    if (this.lines.length > LINES) this.lines.shift();
  }

  end(job, event) {
    job.state = event.kind;
    job.text = event.text ?? job.text;
    job.result = event.result;
    this.last = event;
    if (!this.now || this.now.job === event.job) this.now = null;
    this.say({ ...event, agent: "", mark: event.kind });
  }

  get waiting() {
    return [...this.jobs.values()].filter((job) => job.state === "queued");
  }
}
