// Dark or light: as the user chose, else as the machine is; remembered on this machine alone.

import { fill, h, icon } from "./dom.js";

const KEY = "cliffhanger.theme";

export const kept = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage may be refused (private windows): the choice then lasts as long as the page.
    }
  },
};

/** Put the theme on. Dark is the house's; light where it was chosen. */
export function dress(theme = kept.get(KEY) ?? "dark") {
  document.documentElement.dataset.theme = theme === "light" ? "light" : "dark";
  document.querySelector('meta[name="theme-color"]').content = theme === "light" ? "#f6f3ee" : "#0c0b0d";
}

/** The switch. */
export function lights() {
  const node = h("button", { class: "button quiet round", type: "button", "data-test": "theme" });
  const draw = () => {
    const light = document.documentElement.dataset.theme === "light";
    node.setAttribute("aria-label", light ? "Lights off" : "Lights on");
    node.title = light ? "Lights off" : "Lights on";
    fill(node, icon(light ? "moon" : "sun"));
  };
  node.addEventListener("click", () => {
    const theme = document.documentElement.dataset.theme === "light" ? "dark" : "light";
    kept.set(KEY, theme);
    dress(theme);
    draw();
  });
  draw();
  return node;
}
