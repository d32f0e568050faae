// The list of servers and channels, and the current user.

import { fill, h, icon } from "./dom.js";
import { tryCall } from "./server.js";
import { changed, hereNow, nameOf, on, state } from "./state.js";
import { hue, initial } from "./message.js";

const nav = document.getElementById("places");
const openButton = document.getElementById("open-places");
const title = document.getElementById("here");
const notes = document.getElementById("here-notes");

fill(openButton, icon("menu"));
openButton.addEventListener("click", () => toggle(!nav.classList.contains("open")));
const toggle = (open) => {
  nav.classList.toggle("open", open);
  openButton.setAttribute("aria-expanded", String(open));
};

function draw() {
  const who = h("select", { id: "who", "aria-label": "Current user", onchange: (event) => changed("go", { who: event.target.value }) },
    state.people.map((one) => h("option", { value: one.username }, `${nameOf(one)} · ${one.role}`)));
  who.value = state.who;
  const me = state.people.find((one) => one.username === state.who);
  const face = h("span", { class: "face small", "aria-hidden": "true" }, me ? initial(me) : "");
  if (me) face.style.setProperty("--hue", hue(me.id));
  const language = h("select", { id: "language", "aria-label": "Language of your Discord", onchange: (event) => tryCall("/api/language", { as: state.who, locale: event.target.value }) },
    state.languages.map((one) => h("option", { value: one }, languageName(one))));
  language.value = me?.locale ?? "en-US";
  const focused = nav.contains(document.activeElement) ? document.activeElement.id : "";
  const scrolled = nav.querySelector(".scroll")?.scrollTop ?? 0;
  fill(nav,
    h("div", { class: "scroll" }, state.places.map((place) => h("section", {},
      h("h2", { id: `place-${place.id}` }, place.name),
      h("ul", { "aria-labelledby": `place-${place.id}` }, place.channels.map((channel) => h("li", {}, entry(channel))))))),
    h("div", { class: "me" }, face, who, language));
  nav.querySelector(".scroll").scrollTop = scrolled;
  if (focused) document.getElementById(focused)?.focus();
}

const languageName = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;

function entry(channel) {
  const unread = state.unread.has(channel.id);
  const here = channel.id === state.here;
  const words = [channel.nsfw && "age-restricted", ...channel.notes, unread && "new messages"].filter(Boolean).join(", ");
  const reason = [channel.nsfw && "age-restricted", ...channel.notes].find(Boolean);
  return h("button", {
    type: "button", class: `place${here ? " current" : ""}${unread ? " unread" : ""}`, "aria-current": here ? "page" : null, id: `place-in-${channel.id}`, title: words || channel.name,
    onclick: () => { toggle(false); changed("go", { channel: channel.id }); },
  }, icon(channel.direct ? "at" : channel.notes.length || channel.nsfw ? "lock" : "hash"), h("span", { class: "name" }, channel.name), words && h("span", { class: "sr" }, `, ${words}`), reason && h("small", { "aria-hidden": "true" }, reason));
}

on("place", () => {
  draw();
  const here = hereNow();
  fill(title, here ? icon(here.direct ? "at" : "hash") : null, here?.name ?? "");
  notes.textContent = here ? [here.direct ? "Only you and Easel" : here.server, here.nsfw && "age-restricted", ...here.notes].filter(Boolean).join(" · ") : "";
});
on("unread", draw);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && nav.classList.contains("open")) { toggle(false); openButton.focus(); } });
document.addEventListener("pointerdown", (event) => { if (nav.classList.contains("open") && !nav.contains(event.target) && !openButton.contains(event.target)) toggle(false); });
