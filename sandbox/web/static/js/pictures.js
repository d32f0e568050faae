// A message's pictures as a grid, other files as links, and the lightbox.

import { fill, h, icon } from "./dom.js";
import { makeDraggable } from "./files.js";
import { words } from "./words.js";

const isPicture = (file) => file.content_type?.startsWith("image/");

/** The grid of a message's pictures, and its other files. */
export function attachments(files) {
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return [pictures.length > 0 && gallery(pictures.map(fromFile)), ...others.map(fileLink)];
}

const fromFile = (file) => ({
  url: file.url, alt: file.description ?? "", width: file.width, height: file.height, name: file.filename,
  covered: ((file.flags ?? 0) & 8) === 8,
});

/** One picture large, several in a grid; each opens the lightbox. */
export function gallery(pictures) {
  return h("div", { class: `gallery n${Math.min(pictures.length, 4)}` }, pictures.map((one, at) => tile(one, () => lightbox(pictures, at))));
}

function tile(one, open) {
  const image = h("img", { src: one.url, alt: one.alt, width: one.width, height: one.height, decoding: "async" });
  // Reserves the space before the picture is loaded.
  if (one.width && one.height) for (const [name, value] of [["--ratio", one.width / one.height], ["--natural", `${one.width}px`]]) image.style.setProperty(name, value);
  image.addEventListener("error", () => image.replaceWith(h("span", { class: "lost" }, "This picture could not be loaded.")));
  const button = h("button", { type: "button", class: "tile", "aria-label": one.alt ? `Open: ${one.alt}` : "Open the picture", dataset: { key: one.url } }, image);
  if (one.covered) {
    button.classList.add("covered");
    button.setAttribute("aria-label", "Spoiler: press to uncover the picture");
  }
  makeDraggable(button, one);
  button.addEventListener("click", () => {
    if (button.classList.contains("covered")) {
      button.classList.remove("covered");
      button.setAttribute("aria-label", one.alt ? `Open: ${one.alt}` : "Open the picture");
    } else {
      open();
    }
  });
  return button;
}

/** A download link. */
export function fileLink(file) {
  const size = file.size ? `${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} kB` : "";
  return h("a", { class: "file", href: file.url, download: file.filename ?? file.name ?? "" }, icon("file"), h("span", {}, h("b", {}, file.filename ?? file.name ?? "file"), h("small", {}, size)));
}

/** The pictures that a result was made from; none for other files, and if the sandbox no longer has them. */
async function sources(name) {
  const job = /easel-([0-9a-z]{1,16})-\d/.exec(name ?? "")?.[1];
  if (!job) return [];
  try { return (await (await fetch(`/api/sources/${job}`)).json()).sources ?? []; } catch { return []; }
}

/** A picture at window size; arrows step through `pictures`. The slider of an edit uncovers its first source. */
export function lightbox(pictures, at) {
  const image = h("img", {}), before = h("img", { class: "before", alt: "", hidden: true });
  const pair = h("div", { class: "pair" }, image, before);
  const slider = h("input", { type: "range", min: 0, max: 100, value: 0, hidden: true, "aria-label": words("compare"), oninput: () => pair.style.setProperty("--part", `${slider.value}%`) });
  const compare = h("label", { class: "compare", hidden: true }, h("span", {}, words("after")), slider, h("span", {}, words("before")));
  const caption = h("p", { class: "caption" });
  const count = h("span", { class: "count" });
  const save = h("a", { class: "quiet", download: "" }, "Save");
  const show = (next) => {
    at = (next + pictures.length) % pictures.length;
    const one = pictures[at];
    image.src = one.url;
    image.alt = one.alt;
    caption.textContent = one.alt;
    compare.hidden = slider.hidden = before.hidden = true;
    slider.value = 0;
    pair.style.setProperty("--part", "0%");
    sources(one.name).then(([first]) => {
      if (!first || pictures[at] !== one) return;
      before.src = first;
      compare.hidden = slider.hidden = before.hidden = false;
    });
    save.href = one.url;
    save.setAttribute("download", one.name ?? "");
    count.textContent = pictures.length > 1 ? `${at + 1} of ${pictures.length}` : "";
  };
  const arrow = (label, name, step) => pictures.length > 1 && h("button", { type: "button", class: `icon arrow ${name}`, "aria-label": label, onclick: () => show(at + step) }, icon(name));
  const box = h("dialog", { class: "lightbox", "aria-label": "Picture" });
  fill(box,
    h("div", { class: "topline" }, count, h("span", { class: "grow" }), save, h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => box.close() }, icon("close"))),
    h("div", { class: "stage" }, arrow("Previous picture", "left", -1), pair, arrow("Next picture", "right", 1)),
    compare, caption);
  box.addEventListener("keydown", (event) => {
    if (event.target === slider) return;
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  box.addEventListener("click", (event) => { if (event.target === box || event.target.classList.contains("stage")) box.close(); });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  show(at);
  box.showModal();
}
