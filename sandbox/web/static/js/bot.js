// The button that kills the bot or starts it again.

import { fill, h } from "./dom.js";
import { tryCall } from "./server.js";
import { on, state } from "./state.js";

const button = document.getElementById("bot-switch");
const note = document.getElementById("killed");

/** Kill the bot; nothing is saved on the way out. */
export const killBot = () => set(false);

async function set(run) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  button.textContent = run ? "Starting…" : "Killing…";
  await tryCall("/api/bot", { run });
  button.removeAttribute("aria-busy");
  draw();
}

function draw() {
  const { running } = state;
  button.hidden = running === null;
  button.className = `button ${running ? "kill" : "success"}`;
  button.textContent = running ? "Kill the bot" : "Start it again";
  note.hidden = running !== false;
  fill(note, h("b", {}, "The bot is dead. "), "fal keeps drawing what it accepted. Start the bot again: every picture arrives once, charged once.");
}
button.addEventListener("click", () => set(!state.running));
on("hello", draw);
on("running", draw);
