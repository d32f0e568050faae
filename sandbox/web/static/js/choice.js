// A list of choices beside a button: for the select menus of messages.

import { fill, h, newId } from "./dom.js";
import { membersHere, nameOf, state } from "./state.js";
import { place } from "./place.js";

/** The choices of a select: its own options, or users, roles and channels of this server. */
export function choices(menu) {
  const preset = new Set((menu.default_values ?? []).map((one) => one.id));
  const thing = (value, label, mark) => ({ value, label: `${mark}${label}`, preset: preset.has(value) });
  const people = () => membersHere().map((one) => thing(one.id, nameOf(one), "@"));
  const roles = () => state.names.roles.map((one) => thing(one.id, one.name.replace(/^@/, ""), "@"));
  switch (menu.type) {
    case 5: return people();
    case 6: return roles();
    case 7: return [...people(), ...roles()];
    case 8: return state.names.channels.filter((one) => one.here).map((one) => thing(one.id, one.name, "#"));
    default: return (menu.options ?? []).map((one) => ({ value: one.value, label: one.label, about: one.description ?? "", emoji: one.emoji?.name, preset: Boolean(one.default) }));
  }
}

/** Open the list; `chosen(list)` is called once, when it closes with a valid choice. */
export function openChoice(anchor, { label, offered, low, high, chosen }) {
  const multi = high > 1 || low === 0;
  const picked = new Set(offered.filter((one) => one.preset));
  const box = h("div", { class: "popover choice", role: "listbox", id: newId("choice"), "aria-label": label, "aria-multiselectable": String(multi), tabindex: "-1" });
  let active = Math.max(0, offered.findIndex((one) => picked.has(one)));
  let ended = false;

  const close = (give) => {
    if (ended) return;
    ended = true;
    document.removeEventListener("pointerdown", outside, true);
    box.remove();
    anchor.focus();
    if (give && picked.size >= low && picked.size <= high) chosen(offered.filter((one) => picked.has(one)));
  };
  const outside = (event) => { if (!box.contains(event.target)) close(multi && changedSinceOpening()); };
  const before = [...picked];
  const changedSinceOpening = () => picked.size !== before.length || before.some((one) => !picked.has(one));

  const take = (one) => {
    if (!one) return;
    if (!multi) { picked.clear(); picked.add(one); close(true); return; }
    if (picked.has(one)) picked.delete(one);
    else if (high === 1) { picked.clear(); picked.add(one); }
    else if (picked.size < high) picked.add(one);
    draw();
  };
  const draw = () => {
    fill(box, offered.map((one, at) => h("div", {
      role: "option", id: `${box.id}-${at}`, class: `option${at === active ? " active" : ""}`, "aria-selected": String(picked.has(one)),
      onpointerdown: (event) => event.preventDefault(), onclick: () => { active = at; take(one); },
    }, multi && h("span", { class: "tick", "aria-hidden": "true" }, picked.has(one) ? "✓" : ""), one.emoji && h("span", { "aria-hidden": "true" }, one.emoji), h("span", { class: "two" }, h("b", {}, one.label), one.about && h("small", {}, one.about)))),
    offered.length === 0 && h("p", { class: "hint" }, "There are no choices here."),
    multi && h("p", { class: "hint" }, `Choose ${low === high ? low : `${low} to ${high}`}; Enter submits, Escape cancels.`));
    box.setAttribute("aria-activedescendant", `${box.id}-${active}`);
    document.getElementById(`${box.id}-${active}`)?.scrollIntoView({ block: "nearest" });
  };
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!offered.length && event.key !== "Escape" && event.key !== "Tab") return event.preventDefault();
    if (step) active = (active + step + offered.length) % offered.length;
    else if (event.key === "Home") active = 0;
    else if (event.key === "End") active = offered.length - 1;
    else if (event.key === " ") return event.preventDefault(), take(offered[active]);
    else if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); return multi ? close(true) : take(offered[active]); }
    else if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); event.stopPropagation(); return close(false); }
    else if (event.key.length === 1) active = startingWith(offered, event.key, active);
    else return undefined;
    event.preventDefault();
    return draw();
  });
  document.body.append(box);
  draw();
  place(box, anchor);
  box.focus();
  document.addEventListener("pointerdown", outside, true);
}

function startingWith(offered, letter, from) {
  const order = offered.map((_, at) => (from + 1 + at) % offered.length);
  const found = order.find((at) => offered[at].label.replace(/^[@#]/, "").toLowerCase().startsWith(letter.toLowerCase()));
  return found ?? from;
}
