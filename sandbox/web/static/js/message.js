// One message as Discord's client shows it. A part is rendered again only when its data change, so that pictures
// do not flicker and the focus is kept.

import { act } from "./actions.js";
import { components } from "./components.js";
import { fill, h, icon } from "./dom.js";
import { embed } from "./embeds.js";
import { markdown, plainText } from "./markdown.js";
import { messageMenu } from "./menus.js";
import { attachments } from "./pictures.js";
import { nameOf, state, userById } from "./state.js";
import { messageTime } from "./time.js";
import { locale, phrase, words } from "./words.js";

const QUICK = "🔁";

/** The element for a message, and `draw(message)` for its later states. */
export function drawMessage(first) {
  const parts = { head: null, content: null, files: null, embeds: null, parts: null, reactions: null, foot: null, above: null };
  const body = h("div", { class: "body" });
  const face = h("div", { class: "face", "aria-hidden": "true" });
  const tools = h("div", { class: "tools" });
  const node = h("article", { class: "message", id: `m-${first.id}`, tabindex: "-1", "aria-label": `${nameOf(first.author)}, ${new Date(first.timestamp).toLocaleTimeString(locale(), { timeStyle: "short" })}` });
  const holders = Object.fromEntries(["head", "content", "files", "embeds", "parts", "reactions", "foot"].map((name) => [name, h("div", { class: name })]));
  const above = h("div", { class: "above" });
  body.append(...Object.values(holders));
  node.append(above, face, body, tools);

  const draw = (message, everything = false) => {
    node.classList.toggle("ephemeral", message.ephemeral);
    node.classList.toggle("loading", message.loading);
    node.classList.toggle("mine", message.author.id === state.me);
    const set = (name, holder, data, make) => {
      const now = JSON.stringify(data);
      if (!everything && parts[name] === now) return;
      parts[name] = now;
      keepFocus(holder, () => fill(holder, shownOr(make)));
    };
    set("above", above, [message.interaction_metadata, message.message_reference, message.referenced_message], () => aboveLine(message));
    set("head", holders.head, [message.author, message.edited_timestamp, message.timestamp], () => head(message));
    set("content", holders.content, [message.content, message.loading, message.components.length, message.edited_timestamp], () => content(message));
    set("files", holders.files, message.attachments, () => attachments(message.attachments));
    set("embeds", holders.embeds, message.embeds, () => message.embeds.map(embed));
    set("parts", holders.parts, [message.components, message.attachments.length], () => components(message));
    set("reactions", holders.reactions, [message.reactions ?? [], message.can], () => reactions(message));
    set("foot", holders.foot, message.ephemeral, () => foot(message));
    fill(face, initial(message.author));
    face.style.setProperty("--hue", hue(message.author.id));
    face.classList.toggle("app", message.author.bot);
    fill(tools, toolbar(message));
  };
  draw(first);
  return { node, draw };
}

/** The result of `make`; a failing part must not break the other messages. */
function shownOr(make) {
  try {
    return make();
  } catch (error) {
    console.error(error);
    return h("p", { class: "unknown" }, "This page cannot show this part of the message.");
  }
}

/** Render a part again and restore the focus. */
function keepFocus(holder, redraw) {
  const key = holder.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  redraw();
  if (key) holder.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

export const initial = (user) => (user.bot ? h("img", { src: "/static/icon.svg", alt: "" }) : nameOf(user).slice(0, 1));
export const hue = (id) => String(Math.round((([...id].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 9973, 7)) * 137.508) % 360));

function head(message) {
  const author = message.author;
  return [
    h("b", { class: "author" }, nameOf(author)),
    author.bot && h("span", { class: "tag" }, "APP"),
    h("span", { class: "when" }, messageTime(message.timestamp)),
  ];
}

function content(message) {
  if (message.loading) {
    return h("p", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), words("thinking", { who: nameOf(message.author) }));
  }
  if (!message.content) return [];
  const text = h("div", { class: "text" }, markdown(message.content));
  const end = text.lastElementChild?.matches("small") ? text.lastElementChild : text;
  if (message.edited_timestamp) end.append(h("span", { class: "edited", title: new Date(message.edited_timestamp).toLocaleString(locale()) }, ` ${words("edited")}`));
  return text;
}

function aboveLine(message) {
  if (message.message_reference && "referenced_message" in message) {
    const target = message.referenced_message;
    return h("p", { class: "line" }, icon("reply"), target
      ? h("a", { class: "jump", href: `#m-${target.id}`, dataset: { channel: target.channel_id, message: target.id } },
        h("span", { class: "sr" }, "In reply to "), h("b", {}, nameOf(target.author)), " ", excerpt(target))
      : h("em", {}, words("deleted")));
  }
  const asked = message.interaction_metadata;
  if (!asked) return [];
  const who = h("b", {}, nameOf(userById(asked.user.id) ?? asked.user));
  const what = h("span", { class: "mention" }, `${asked.command_type === 1 ? "/" : ""}${asked.name ?? "a command"}`);
  return h("p", { class: "line" }, icon("reply"), h("span", {}, phrase(asked.type === 2 ? "used" : asked.type === 5 ? "sent" : "pressed", { who, what })));
}

function excerpt(message) {
  const text = plainText(message.content.replace(/^-# /gm, ""));
  const files = message.attachments.length;
  if (text) return text.length > 90 ? `${text.slice(0, 88)}…` : text;
  return files ? `${files} ${files === 1 ? "picture" : "pictures"}` : "a message";
}

function reactions(message) {
  return (message.reactions ?? []).map(({ emoji, count, me }) => h("button", {
    type: "button", class: `reaction${me ? " mine" : ""}`, "aria-pressed": String(me), dataset: { key: `r-${emoji.name}` },
    "aria-label": `${emoji.name}, ${count} ${count === 1 ? "reaction" : "reactions"}${me ? ", yours too" : ""}`,
    onclick: () => act({ do: "react", message: message.id, emoji: emoji.name, off: me }),
  }, h("span", {}, emoji.name), h("b", {}, String(count))));
}

function foot(message) {
  if (!message.ephemeral) return [];
  return h("p", { class: "private" }, icon("eye"), `${words("only")} · `,
    h("button", { type: "button", class: "textual", dataset: { key: "dismiss" }, onclick: () => act({ do: "delete", message: message.id }) }, words("dismiss")));
}

function toolbar(message) {
  return [
    message.can.react && h("button", { type: "button", class: "icon", "aria-label": `React with ${QUICK}`, title: `React with ${QUICK}`, onclick: () => act({ do: "react", message: message.id, emoji: QUICK }) }, QUICK),
    h("button", { type: "button", class: "icon", "aria-label": "More: reply, apps, reactions", title: "More", "aria-haspopup": "menu", onclick: (event) => messageMenu(event.currentTarget, message) }, icon("more")),
  ];
}
