// What something costs, told before it is ordered: nothing is spent without this word.

import { h } from "../dom.js";
import { button, sheet } from "../parts.js";

/** "$6.35"; a sum that is not nothing is never told as nothing. */
export const dollars = (usd) => `$${Math.max(usd, 0.01).toFixed(2)}`;

/** Ask whether so many dollars may be spent; true at once where nothing costs anything. `costs`: [{maker, what, count, usd}] */
export function agree(usd, what, costs = []) {
  if (!(usd >= 0.005)) return Promise.resolve(true);
  return new Promise((answer) => {
    let said = false;
    const yes = button(`Agree to about ${dollars(usd)}`, { kind: "primary wide", icon: "check", test: "price-agree", on: () => {
      said = true;
      open.close();
    } });
    const no = button("Not now", { kind: "quiet wide", test: "price-refuse", on: () => open.close() });
    const rows = costs.filter((one) => one.usd > 0);
    const open = sheet("What it costs", h("div", { class: "stack price" },
      h("p", null, what, " costs about ", h("b", { "data-test": "price-usd" }, dollars(usd)), ". Retakes come on top; what is made already costs nothing again."),
      rows.length > 0 && h("ul", { class: "price-rows" }, rows.map((one) => h("li", { class: "row apart small" }, h("span", null, h("b", null, one.maker), ` ${one.count} ${one.what}`), h("span", { class: "figures" }, dollars(one.usd))))),
      yes, no), { test: "price-sheet", closed: () => answer(said) });
    yes.focus();
  });
}

/**
 * Order something whose price `bid` tells: ask first if it costs anything. Answers what the studio answers, or null if
 * the user would rather not.
 */
export async function order(api, path, bid, body, what) {
  const told = await api.get(bid);
  if (!(await agree(told.usd, what, told.costs))) return null;
  return api.post(path, { ...body, agreed: told.usd });
}
