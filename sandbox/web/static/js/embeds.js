// Rich embeds.

import { h } from "./dom.js";
import { link, markdown } from "./markdown.js";
import { lightbox } from "./pictures.js";
import { timeElement } from "./time.js";

export function embed(one) {
  const box = h("article", { class: "embed" },
    h("div", { class: "words" },
      one.author?.name && h("p", { class: "embed-author" }, one.author.url ? link(one.author.url, one.author.name) : one.author.name),
      one.title && h("p", { class: "embed-title" }, one.url ? link(one.url, markdown(one.title)) : markdown(one.title)),
      one.description && h("div", { class: "text" }, markdown(one.description)),
      one.fields?.length > 0 && h("dl", { class: "fields" }, one.fields.map((field) => h("div", { class: field.inline ? "inline" : "" }, h("dt", {}, markdown(field.name)), h("dd", { class: "text" }, markdown(field.value))))),
      picture(one.image, "embed-image"),
      (one.footer?.text || one.timestamp) && h("p", { class: "embed-footer" }, one.footer?.text ?? "", one.footer?.text && one.timestamp ? " · " : "", one.timestamp ? timeElement(Date.parse(one.timestamp) / 1000, "f") : "")),
    picture(one.thumbnail, "embed-thumbnail"));
  if (Number.isInteger(one.color)) box.style.setProperty("--accent", `#${one.color.toString(16).padStart(6, "0")}`);
  return box;
}

/** Only the message's own pictures are shown: the page connects to no other host. */
function picture(media, name) {
  if (!media?.url) return null;
  if (!media.url.startsWith("/")) return h("p", { class: "elsewhere" }, link(media.url, "A picture on another host"));
  const alt = media.description ?? "";
  return h("button", { type: "button", class: name, "aria-label": alt || "Open the picture", onclick: () => lightbox([{ url: media.url, alt }], 0) },
    h("img", { src: media.url, alt, width: media.width, height: media.height }));
}
