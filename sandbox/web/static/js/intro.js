// The introduction above the messages: what this page is, and three things to try.

import { fill, h, icon } from "./dom.js";
import { slash } from "./actions.js";
import { killBot } from "./bot.js";
import { toast } from "./toast.js";
import { changed, on, state } from "./state.js";

const KEY = "easel-intro";
const intro = document.getElementById("intro");
const LIVE = "The real bot in a simulated Discord, drawing at fal: every picture costs money.";
const SIMULATED = "The real bot in a simulated Discord, with a simulated fal. Nothing here costs money.";
const THINGS = [
  ["Draw a picture", () => changed("begin", { path: "imagine", values: { prompt: "a paper boat on a lake at dawn" } })],
  ["Be the administrator", () => changed("go", { who: "mod", then: () => changed("begin", { path: "settings" }) })],
  ["Kill the bot while it draws", killWhileDrawing],
];

/** Request a picture, and kill the bot once fal is drawing it. */
async function killWhileDrawing() {
  try {
    await slash("imagine", { prompt: "a lighthouse in a storm, oil painting", quality: "high" });
    for (let tries = 0; tries < 40 && !drawing; tries++) await new Promise((done) => { setTimeout(done, 100); });
    await killBot();
  } catch (error) {
    toast(error.message);
  }
}
let drawing = false;
on("queue", (requests) => { drawing = requests.some((one) => one.state === "IN_PROGRESS"); });

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
    h("div", { class: "try", role: "group", "aria-label": "Things to try" }, h("span", {}, "Try:"),
      THINGS.filter(([, start]) => start !== killWhileDrawing || state.running !== null).map(([words, start]) => h("button", { type: "button", class: "thing", onclick: start }, words))),
    h("button", { type: "button", class: "icon", "aria-label": "Dismiss the introduction", onclick: dismiss }, icon("close")));
});
