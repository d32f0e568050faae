// The introduction above the messages: what this page is, and three things to try.

import { fill, h, icon } from "./dom.js";
import { toggle } from "./hood.js";
import { changed, on, state } from "./state.js";

const KEY = "easel-intro";
const intro = document.getElementById("intro");
const LIVE = "The real bot in a simulated Discord, drawing at fal: every picture costs money.";
const SIMULATED = "The real bot in a simulated Discord, with a simulated fal. Nothing here costs money.";
const THINGS = [
  ["Draw a picture", () => changed("begin", { path: "imagine", values: { prompt: "a paper boat on a lake at dawn" } })],
  ["Be the administrator", () => changed("go", { who: "mod", then: () => changed("begin", { path: "settings" }) })],
  ["Kill the bot", () => toggle(true, "faults")],
];

function dismissed() {
  try { return localStorage.getItem(KEY) !== null; } catch { return false; }
}

function dismiss() {
  intro.hidden = true;
  try { localStorage.setItem(KEY, "dismissed"); } catch { /* shown again after a reload then */ }
  document.querySelector("#composer input, #composer textarea").focus();
}

on("hello", () => {
  intro.hidden = dismissed();
  fill(intro,
    h("p", {}, h("b", {}, state.live ? LIVE : SIMULATED)),
    h("div", { class: "try", role: "group", "aria-label": "Three things to try" }, h("span", {}, "Try:"),
      THINGS.map(([words, start]) => h("button", { type: "button", class: "thing", onclick: start }, words))),
    h("button", { type: "button", class: "icon", "aria-label": "Dismiss the introduction", onclick: dismiss }, icon("close")));
});
