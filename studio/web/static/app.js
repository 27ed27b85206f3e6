// The router: the address after # says what is on the stage; each view is a module with its own sheet of styles.

import { api } from "./api.js";
import { fill, h } from "./dom.js";
import { trouble, useCurrency } from "./parts.js";
import { dress } from "./theme.js";

const stage = document.getElementById("stage");
let shown = null;
let turn = 0;

/** "#/ID/watch/s01e02" -> {series, tab, episode} */
export function route(hash = location.hash) {
  const [series = "", tab = "", episode = ""] = hash.replace(/^#?\/?/, "").split("?")[0].split("/").map(decodeURIComponent);
  return { series, tab, episode };
}

export const go = (hash) => {
  location.hash = hash;
};

const loaded = new Map();

/** Load `views/<name>.js` and its styles, once. */
export function view(name) {
  if (!loaded.has(name)) {
    const coming = Promise.all([import(`./views/${name}.js`), styles(name)]).then(([module]) => module);
    coming.catch(() => loaded.delete(name));
    loaded.set(name, coming);
  }
  return loaded.get(name);
}

function styles(name) {
  const href = `/static/views/${name}.css`;
  if (document.querySelector(`link[href="${href}"]`)) return null;
  return new Promise((done) => {
    const link = h("link", { rel: "stylesheet", href });
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    document.head.append(link);
  });
}

async function show() {
  const { series, tab, episode } = route();
  const mine = ++turn;
  if (shown?.series === series && shown.frame) return shown.frame.show(tab, episode);
  shown?.leave?.();
  shown = { series };
  try {
    if (!series) {
      document.title = "Cliffhanger";
      const home = await view("home");
      if (mine !== turn) return;
      fill(stage);
      const leave = await home.mount(stage, { api, go });
      if (mine === turn) shown.leave = leave;
      else leave?.();
      return;
    }
    const { Frame } = await view("frame");
    if (mine !== turn) return;
    const frame = new Frame(fill(stage), series);
    shown = { series, frame, leave: () => frame.leave() };
    await frame.show(tab, episode);
  } catch (error) {
    if (mine !== turn) return;
    shown = null;
    fill(stage, trouble(error, show));
  }
}

dress();
window.addEventListener("hashchange", show);
show();
api.get("/studio").then((studio) => useCurrency(studio.currency), () => {});
