import { h } from "../dom.js";
export function mount(root) { root.append(h("div", { class: "page" }, "Cliffhanger")); }
