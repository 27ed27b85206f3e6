// The drawing of a season: threads as arcs above the episodes, tension as a curve below them.

import { s } from "../dom.js";

const STEP = 26;
const LEAST = 8;
const TOP = 22;
const ARCS = 170;
const LINE = TOP + ARCS + 12;
const CURVE = 96;
const FOOT = LINE + 30 + CURVE;
const HIGH = FOOT + 26;
const SIDE = 22;

/** Draw a season as wide as `wide`, or wider where episodes need it; `on` = {over, step, press} gets their numbers. */
export function drawn(map, wide, on) {
  const { episodes, threads, paywall } = map;
  const step = Math.max(wide < 700 ? STEP : LEAST, (wide - 2 * SIDE) / Math.max(1, episodes.length));
  const total = Math.max(wide, Math.round(2 * SIDE + step * episodes.length));
  const x = (number) => SIDE + step * (number - 0.5);
  const arcs = new Map(threads.map((thread) => [thread.id, arc(thread, x, total, episodes.length)]));
  const columns = new Map(episodes.map((episode) => [episode.number, column(episode, x, step)]));
  const mark = s("rect", { class: "map-mark", y: 4, width: Math.max(12, step), height: HIGH - 8, rx: 7 });
  const node = s("svg", { class: "map", viewBox: `0 0 ${total} ${HIGH}`, width: total, height: HIGH, role: "group", "aria-label": `Map of season ${map.number}: ${episodes.length} episodes. Arrow keys move along it.` },
    gradients(), mark, wall(paywall, episodes, x, step), s("path", { class: "map-base", d: `M${SIDE} ${LINE}H${total - SIDE}` }), [...arcs.values()], tension(episodes, x), s("path", { class: "map-base", d: `M${SIDE} ${FOOT}H${total - SIDE}` }), [...columns.values()]);
  const places = new Map(threads.map((thread) => [thread.id, [thread.planted, ...thread.recalls, thread.paid]]));
  let at = 0;
  hands(node, columns, episodes, () => at, on);
  return {
    node,
    x,
    focus: (number) => columns.get(number)?.focus(),
    light: (id) => {
      node.classList.toggle("lit", Boolean(id));
      for (const [name, one] of arcs) one.classList.toggle("on", name === id);
    },
    choose: (number) => {
      columns.get(at)?.setAttribute("tabindex", "-1");
      columns.get(at)?.classList.remove("at");
      at = number;
      columns.get(at)?.setAttribute("tabindex", "0");
      columns.get(at)?.classList.add("at");
      mark.setAttribute("x", String(x(number) - Math.max(12, step) / 2));
      for (const [id, one] of arcs) one.classList.toggle("here", places.get(id).includes(number));
    },
  };
}

function hands(node, columns, episodes, at, on) {
  const numberOf = (event) => Number(event.target.closest?.("[data-number]")?.dataset.number ?? 0);
  let touch = false;
  node.addEventListener("pointerdown", (event) => (touch = event.pointerType !== "mouse"));
  node.addEventListener("pointerover", (event) => event.pointerType === "mouse" && numberOf(event) && on.over(numberOf(event)));
  node.addEventListener("click", (event) => numberOf(event) && on.press(numberOf(event), touch));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return on.press(at(), false);
    }
    const index = episodes.findIndex((one) => one.number === at());
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: episodes.length - 1 }[event.key];
    if (to === undefined || !episodes[to]) return;
    event.preventDefault();
    on.step(episodes[to].number);
    columns.get(episodes[to].number).focus();
  });
}

const STAGES = { finished: "finished", boarded: "written", written: "written" };

function column(episode, x, step) {
  const at = x(episode.number);
  const every = step >= 20 ? 1 : step >= 9 ? 5 : 10;
  const told = episode.number === 1 || episode.number % every === 0;
  const stage = STAGES[episode.stage] ?? "planned";
  return s("g", { class: `map-episode ${stage}`, "data-number": episode.number, tabindex: -1, role: "link", "aria-label": `Episode ${episode.number}, ${episode.title}, ${stage}` },
    s("rect", { class: "map-touch", x: at - step / 2, y: 0, width: step, height: HIGH }),
    s("circle", { class: "map-dot", cx: at, cy: LINE, r: (stage === "planned" ? 3 : 5) * (step < 11 ? 0.75 : 1) }),
    s("text", { class: ["map-number", told && "told"].filter(Boolean).join(" "), x: at, y: FOOT + 18 }, episode.number));
}

/** One thread, from where it is asked to where it is answered; an open one goes on past the end, and fades. */
function arc(thread, x, total, count) {
  const from = thread.planted ? x(thread.planted) : 2;
  const to = thread.paid ? x(thread.paid) : total - 2;
  const span = Math.max(1, (thread.paid || count + 1) - thread.planted);
  const high = Math.min(ARCS, 26 + (ARCS - 26) * Math.sqrt(span / Math.max(1, count)));
  const flat = to - from < 6;
  const peak = LINE - 7 - high * (thread.paid ? 1.25 : 0.8);
  const d = flat ? `M${from} ${LINE - 8}q4 -22 ${Math.max(6, to - from)} -30` : thread.paid
    ? `M${from} ${LINE - 7}C${from + (to - from) * 0.12} ${peak} ${to - (to - from) * 0.12} ${peak} ${to} ${LINE - 7}`
    : `M${from} ${LINE - 7}C${from + Math.min(60, (to - from) * 0.3)} ${peak} ${to - Math.min(60, (to - from) * 0.3)} ${peak} ${to} ${peak}`;
  const kind = thread.paid ? "paid" : "open";
  const marks = thread.recalls.map((number) => s("path", { class: "map-recall", d: `M${x(number)} ${LINE - 8}v-7` }));
  return s("g", { class: ["map-thread", kind, (thread.carried || !thread.planted) && "carried"].filter(Boolean).join(" ") }, s("title", null, thread.question), s("path", { class: "map-arc", d }), marks,
    thread.planted ? s("circle", { class: "map-end", cx: from, cy: LINE - 8, r: 2.2 }) : null, thread.paid ? s("path", { class: "map-end", d: `M${to - 3} ${LINE - 12}h6l-3 5z` }) : null);
}

function tension(episodes, x) {
  if (!episodes.length) return null;
  const y = (value) => FOOT - 4 - (CURVE - 8) * Math.max(0, Math.min(1, value));
  const points = episodes.map((one) => [x(one.number), y(one.tension)]);
  let d = `M${points[0].join(" ")}`;
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
    const middle = (ax + bx) / 2;
    d += `C${middle} ${ay} ${middle} ${by} ${bx} ${by}`;
  }
  return [s("path", { class: "map-tension", d: `${d}L${points.at(-1)[0]} ${FOOT}L${points[0][0]} ${FOOT}Z` }), s("path", { class: "map-curve", d })];
}

function wall(paywall, episodes, x, step) {
  if (!paywall || paywall >= episodes.length) return null;
  const at = x(paywall) + step / 2;
  return s("g", { class: "map-wall" }, s("path", { d: `M${at} 20V${FOOT}` }), s("text", { x: at + 6, y: 14 }, "Paywall"));
}

const stop = (at, name) => s("stop", { offset: at, class: name });
const gradients = () => s("defs", null,
  s("linearGradient", { id: "map-tension-fill", x1: 0, y1: 0, x2: 0, y2: 1 }, stop("0", "map-warm"), stop("1", "map-none")),
  s("linearGradient", { id: "map-open", x1: 0, y1: 0, x2: 1, y2: 0 }, stop("0.4", "map-line"), stop("1", "map-gone")));
