// The context menu of a message: reactions, reply, and the bot's message and user commands.

import { act } from "./actions.js";
import { h, newId } from "./dom.js";
import { place } from "./place.js";
import { changed, named, nameOf, state } from "./state.js";

const REACTIONS = ["🔁", "👍", "❤️", "🎨", "😂"];
const USER_MENU = 2, MESSAGE_MENU = 3;

export function messageMenu(anchor, message) {
  const entries = [];
  const entry = (words, action, mark = "") => entries.push(h("button", { type: "button", role: "menuitem", class: "option", tabindex: "-1", onclick: () => { close(); action(); } }, mark && h("span", { "aria-hidden": "true" }, mark), words));
  const title = (words) => entries.push(h("p", { class: "title", role: "presentation" }, words));

  if (message.can.react) {
    entries.push(h("div", { class: "emojis", role: "group", "aria-label": "Reactions" }, REACTIONS.map((one) => h("button", { type: "button", role: "menuitem", tabindex: "-1", "aria-label": `React with ${one}`, onclick: () => { close(); act({ do: "react", message: message.id, emoji: one }); } }, one))));
  }
  if (!message.ephemeral) entry("Reply", () => changed("reply", message), "↩");
  const forMessages = state.commands.filter((one) => one.type === MESSAGE_MENU);
  const forPeople = state.commands.filter((one) => one.type === USER_MENU);
  if (forMessages.length || forPeople.length) title("Apps");
  for (const one of forMessages) entry(named(one), () => act({ do: "menu", name: one.name, message: message.id }), "✦");
  for (const one of forPeople) entry(`${named(one)} (${nameOf(message.author)})`, () => act({ do: "menu", name: one.name, user: message.author.id }), "✦");
  if (message.can.delete) entry(message.ephemeral ? "Dismiss" : "Delete", () => act({ do: "delete", message: message.id }), "✕");

  const box = h("div", { class: "popover menu", role: "menu", id: newId("menu"), "aria-label": "Message" }, entries);
  const items = () => [...box.querySelectorAll("[role=menuitem]")];
  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    box.remove();
    anchor.focus();
  };
  const outside = (event) => { if (!box.contains(event.target)) close(); };
  box.addEventListener("keydown", (event) => {
    const all = items(), at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) all[(at + step + all.length) % all.length].focus();
    else if (event.key === "Home") all[0].focus();
    else if (event.key === "End") all.at(-1).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(box);
  place(box, anchor);
  items()[0]?.focus();
  document.addEventListener("pointerdown", outside, true);
}
