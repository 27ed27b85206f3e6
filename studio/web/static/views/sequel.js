// The sheet that asks for a sequel: what about, who leads, from where.

import { button, choice, field, sheet, toggle } from "../parts.js";
import { h } from "../dom.js";
import { order } from "./price.js";

export async function askSequel(ctx) {
  const data = ctx.data();
  const season = data.seasons.at(-1)?.number ?? 1;
  const about = h("textarea", { class: "input", rows: 3, maxlength: 600, placeholder: "A year later, the man they buried sends a wedding invitation.", "data-test": "sequel-about" });
  const lead = h("select", { class: "input", "data-test": "sequel-lead" }, h("option", { value: "" }, "The same lead"));
  const here = toggle("Start from here", { test: "sequel-here", hint: "even if the season is not over" });
  const count = choice("sequel-episodes", "Episodes to make now", [["1", "1 episode"], ["3", "3"]], "1");
  const unfinished = data.seasons.at(-1) && data.seasons.at(-1).finished < data.seasons.at(-1).planned;
  here.input.checked = Boolean(unfinished);
  const start = button(`Make season ${season + 1}`, {
    kind: "primary big wide", test: "sequel-go",
    on: async () => {
      const path = `/series/${encodeURIComponent(ctx.series)}`;
      const begun = await order(ctx.api, `${path}/sequel`, `${path}/bid?episodes=${count.value}&season=${season + 1}`, { about: about.value.trim(), lead: lead.value, from_here: here.input.checked, episodes: Number(count.value) }, "To begin the season");
      if (!begun) return;
      open.close();
      ctx.go(`#/${ctx.series}/floor`);
    },
  });
  const open = sheet(`Season ${season + 1}`, h("form", { class: "stack sequel", on: { submit: (event) => (event.preventDefault(), start.click()) } },
    h("p", { class: "soft small" }, "The crew remembers everything that has happened: who knows what, who is hurt, what was promised."),
    field("What is it about?", about, "Leave it empty and the showrunner picks up what is still open."),
    field("Who leads?", lead),
    here,
    h("div", { class: "row apart wrap" }, h("span", { class: "small soft" }, "To make now"), count),
    start,
  ), { test: "sequel-sheet" });
  about.focus();
  const bible = await ctx.api.get(`/series/${encodeURIComponent(ctx.series)}/bible?season=${season}`).catch(() => null);
  for (const person of bible?.characters ?? []) lead.append(h("option", { value: person.id }, `${person.name}, ${person.role || person.job}`));
}
