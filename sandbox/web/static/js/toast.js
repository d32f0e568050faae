// Toasts: short messages, announced by screen readers.

import { h } from "./dom.js";

export function toast(text) {
  const box = document.getElementById("toasts");
  const note = h("p", { class: "toast" }, text);
  box.append(note);
  while (box.children.length > 3) box.firstChild.remove();
  setTimeout(() => note.remove(), 7000);
}
