// Popover placement: below its button, or above if there is more room; always inside the window.

const EDGE = 8;

export function place(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const below = innerHeight - at.bottom - EDGE * 2, above = at.top - EDGE * 2;
  const down = below >= Math.min(box.scrollHeight, 320) || below >= above;
  box.style.setProperty("max-height", `${Math.max(120, Math.min(360, down ? below : above))}px`);
  box.style.setProperty("min-width", `${Math.min(at.width, innerWidth - EDGE * 2)}px`);
  const size = box.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(at.left, innerWidth - size.width - EDGE));
  const top = down ? at.bottom + 4 : at.top - size.height - 4;
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${Math.max(EDGE, top)}px`);
}
