// Times as Discord writes them, on the sandbox's clock.

import { h } from "./dom.js";
import { sandboxNow } from "./state.js";
import { locale } from "./words.js";

const FORMS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** "in 12 hours", "3 minutes ago". */
export function ago(at) {
  const distance = at - sandboxNow();
  const [unit, size] = UNITS.find(([, seconds]) => Math.abs(distance) >= seconds) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.round(distance / size), unit);
}

/** A time in one of Discord's styles; relative ones are kept up to date. */
export function timeElement(at, style = "f") {
  const when = new Date(at * 1000);
  const exact = Number.isNaN(when.getTime()) ? "" : when.toLocaleString(locale(), FORMS.F);
  const words = style === "R" ? ago(at) : exact && when.toLocaleString(locale(), FORMS[style]);
  const props = { class: "stamp", title: exact };
  if (exact) props.datetime = when.toISOString();
  if (style === "R") props.dataset = { relative: at };
  return h("time", props, words || String(at));
}

/** The time of a message: today only the time, before also the date. */
export function messageTime(iso) {
  const when = new Date(iso);
  const today = new Date(sandboxNow() * 1000).toDateString() === when.toDateString();
  const words = when.toLocaleString(locale(), today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" });
  return h("time", { datetime: iso, title: when.toLocaleString(locale(), FORMS.F) }, words);
}

/** A date in words, as in the line between two days. */
export const dayInWords = (at) => new Date(at * 1000).toLocaleDateString(locale(), { dateStyle: "long" });

/** Hours, minutes and seconds, for lists. */
export const clockTime = (at) => new Date(at * 1000).toLocaleTimeString("en-GB");

setInterval(() => {
  for (const node of document.querySelectorAll("time[data-relative]")) {
    const words = ago(Number(node.dataset.relative));
    if (node.textContent !== words) node.textContent = words;
  }
}, 1000);
