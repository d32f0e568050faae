// A text field with a list of suggestions (the ARIA combobox pattern): for commands, options and choices.

import { fill, h, newId } from "./dom.js";

/**
 * Attach a list in `popup` to `input`. `offer(text)` returns the suggestions (or a promise of them), each with
 * `label`, `about` and `hint`; `take(one)` accepts one. If `eager(text)`, the first entry is preselected. Other keys go
 * to `keys(event)`.
 */
export function combobox(input, popup, { label, offer, take, eager = () => false, keys = () => {} }) {
  const box = h("div", { role: "listbox", class: "suggestions", id: newId("list"), "aria-label": label });
  let offered = [], active = -1, asked = 0, open = false;

  // A multi-line text box may not have the role of a combobox.
  const single = input.tagName === "INPUT";
  for (const [key, value] of Object.entries({ "aria-autocomplete": "list", ...(single ? { role: "combobox", "aria-expanded": "false", "aria-controls": box.id } : {}) })) input.setAttribute(key, value);

  const draw = () => {
    fill(box, offered.map((one, at) => h("div", {
      role: "option", id: `${box.id}-${at}`, class: `option${at === active ? " active" : ""}${one.title ? " inline" : ""}`, "aria-selected": String(at === active),
      onpointerdown: (event) => event.preventDefault(), onclick: () => choose(one),
    }, h("span", { class: "two" }, h("b", {}, one.title ?? one.label), one.about && h("small", {}, one.about)), one.hint && h("span", { class: "hint" }, one.hint))));
    const shows = open && offered.length > 0;
    if (shows && box.parentNode !== popup) fill(popup, h("p", { class: "title" }, label), box);
    if (!shows && box.parentNode === popup) fill(popup);
    popup.hidden = popup.childElementCount === 0;
    if (single) input.setAttribute("aria-expanded", String(shows));
    else if (shows) input.setAttribute("aria-controls", box.id);
    else input.removeAttribute("aria-controls");
    if (shows && active >= 0) {
      input.setAttribute("aria-activedescendant", `${box.id}-${active}`);
      document.getElementById(`${box.id}-${active}`)?.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const look = async () => {
    const mine = ++asked;
    const found = await offer(input.value);
    if (mine !== asked || !open) return;
    offered = found;
    active = offered.length && eager(input.value) ? 0 : -1;
    draw();
  };
  const choose = (one) => { close(); take(one); };
  const show = () => { open = true; look(); };
  const close = () => { open = false; asked++; offered = []; active = -1; draw(); };

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offered.length) {
      active = active < 0 ? (step > 0 ? 0 : offered.length - 1) : (active + step + offered.length) % offered.length;
      event.preventDefault();
      draw();
    } else if (event.key === "Enter" && !event.shiftKey && active >= 0) {
      event.preventDefault();
      choose(offered[active]);
    } else if (event.key === "Tab" && !event.shiftKey && active >= 0 && eager(input.value)) {
      event.preventDefault();
      choose(offered[active]);
    } else if (event.key === "Escape" && offered.length) {
      event.preventDefault();
      close();
    } else {
      keys(event);
    }
  });
  return { show, close, refresh: () => { if (open) look(); } };
}
