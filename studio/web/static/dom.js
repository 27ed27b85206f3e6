// Builds nodes. Text is always a text node: nothing that comes from the server is ever parsed as HTML.

import { PATHS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/** h("button", {class: "primary", "data-test": "go", on: {click}, style: {"--at": 0.4}}, "Go", icon("play")) */
export function h(tag, props, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** The same for SVG elements. */
export function s(tag, props, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) put(node, name, value);
  add(node, children);
  return node;
}

// Set as properties: the attribute is only their beginning.
const LIVE = new Set(["value", "checked", "muted", "loop", "autoplay", "currentTime", "indeterminate", "srcObject"]);

function put(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
  else if (name === "style") for (const [key, to] of Object.entries(value)) node.style.setProperty(key, String(to));
  else if (name === "class") node.setAttribute("class", Array.isArray(value) ? value.filter(Boolean).join(" ") : value);
  else if (name.startsWith("on") || name === "srcdoc" || name === "innerHTML") throw new Error(`h() sets no ${name}`);
  else if (LIVE.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Append children: nodes, strings, numbers, lists of them; null, undefined and false are left out. */
export function add(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === true) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Put these children in place of what is there. */
export function fill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

/** An icon of icons.js; with a label it is read out, without one it is decoration. */
export function icon(name, label) {
  const props = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const path = PATHS[name] ?? PATHS.dot;
  const strokes = Array.isArray(path) ? path : [path];
  return s("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}`, ...props }, strokes.map((d) => s("path", { d })));
}

/** Keep one list of nodes in step with a list of data, by key, without rebuilding what stays. */
export function keyed(root, items, key, make, update) {
  const old = new Map([...root.children].map((node) => [node.dataset.key, node]));
  let before = root.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let node = old.get(name);
    old.delete(name);
    if (!node) {
      node = make(item);
      node.dataset.key = name;
    } else if (update) update(node, item);
    if (node === before) before = before.nextElementSibling;
    else root.insertBefore(node, before);
  }
  for (const node of old.values()) node.remove();
}
