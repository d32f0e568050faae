// Buttons, menus and layouts of a message, rendered from Discord's component objects. Unknown components are
// named.

import { act } from "./actions.js";
import { fill, h, icon } from "./dom.js";
import { link, markdown } from "./markdown.js";
import { choices, openChoice } from "./choice.js";
import { fileLink, gallery } from "./pictures.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };

/** The components below (or, with layout components, instead of) a message's text. */
export function components(message) {
  return message.components.map((one) => part(one, message));
}

const PARTS = {
  1: (one, message) => h("div", { class: "row" }, one.components.map((child) => part(child, message))),
  2: button,
  3: menu, 5: menu, 6: menu, 7: menu, 8: menu,
  9: (one, message) => h("div", { class: "section" }, h("div", {}, one.components.map((child) => part(child, message))), one.accessory && part(one.accessory, message)),
  10: (one) => h("div", { class: "text" }, markdown(one.content)),
  11: (one) => media([one]),
  12: (one) => media(one.items),
  13: (one) => fileLink({ url: one.file.url, filename: one.name, size: one.size }),
  14: (one) => (one.divider ? h("hr", { class: one.spacing === 2 ? "wide" : "" }) : h("div", { class: `gap${one.spacing === 2 ? " wide" : ""}` })),
  17: container,
};

function part(one, message) {
  return (PARTS[one.type] ?? (() => h("p", { class: "unknown" }, `This page cannot show components of type ${one.type}.`)))(one, message);
}

function container(one, message) {
  const box = h("div", { class: "container" }, one.components.map((child) => part(child, message)));
  if (Number.isInteger(one.accent_color)) box.style.setProperty("--accent", `#${one.accent_color.toString(16).padStart(6, "0")}`);
  if (!one.spoiler) return box;
  const cover = h("button", { type: "button", class: "container-cover", "aria-label": "Spoiler: press to uncover" }, "Spoiler");
  cover.addEventListener("click", () => cover.replaceWith(box));
  return cover;
}

/** The message's own pictures; others are only linked, because the page connects to no other host. */
function media(items) {
  const ours = items.filter((one) => one.media?.url?.startsWith("/"));
  const others = items.filter((one) => !one.media?.url?.startsWith("/"));
  return [
    ours.length > 0 && gallery(ours.map((one) => ({ url: one.media.url, alt: one.description ?? "", width: one.media.width, height: one.media.height, covered: one.spoiler }))),
    ...others.map((one) => link(one.media?.url ?? "", "A picture on another host")),
  ];
}

function emoji(one) {
  return one?.name ? h("span", { class: "emoji", "aria-hidden": "true" }, one.id ? `:${one.name}:` : one.name) : null;
}

function button(one, message) {
  const words = [emoji(one.emoji), one.label && h("span", {}, one.label)];
  const look = `button ${STYLES[one.style] ?? "secondary"}`;
  if (one.style === 5) {
    const away = link(one.url, words);
    away.className = `${look} ${away.className}`.trim();
    return away;
  }
  const node = h("button", { type: "button", class: look, disabled: one.disabled, dataset: { key: one.custom_id ?? "" }, "aria-label": one.label ? null : one.emoji?.name ?? "Button" }, words);
  node.addEventListener("click", () => busy(node, () => act({ do: "click", message: message.id, custom_id: one.custom_id })));
  return node;
}

function menu(one, message) {
  const offered = choices(one);
  const preset = offered.filter((choice) => choice.preset);
  const words = h("span", {}, preset.length ? preset.map((choice) => choice.label).join(", ") : one.placeholder || "Make a selection");
  const node = h("button", {
    type: "button", class: `select${preset.length ? "" : " empty"}`, disabled: one.disabled, dataset: { key: one.custom_id },
    "aria-haspopup": "listbox", "aria-label": `${one.placeholder || "Make a selection"}${preset.length ? `: ${preset.map((choice) => choice.label).join(", ")}` : ""}`,
  }, words, icon("down"));
  node.addEventListener("click", () => openChoice(node, {
    label: one.placeholder || "Make a selection", offered, low: one.min_values ?? 1, high: one.max_values ?? 1,
    chosen: (picked) => {
      fill(words, picked.map((choice) => choice.label).join(", ") || one.placeholder || "Make a selection");
      busy(node, () => act({ do: "select", message: message.id, custom_id: one.custom_id, values: picked.map((choice) => choice.value) }));
    },
  }));
  return node;
}

/** Mark the control as busy until the bot answers, and ignore further presses. */
async function busy(node, action) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try { await action(); } finally { node.removeAttribute("aria-busy"); }
}
