// Colors for the code on the card: TypeScript, Python and HTTP. The text of the result equals the code.

import { h } from "./dom.js";

const TOKEN = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)(\s*:)?|(\/\/[^\n]*|^#[^\n]*)|\b(import|from|const|await|async|def|if|else|for|in|return|as|with|print|True|False|None|true|false|null|POST|GET|HTTP|curl)\b|\b(\d+(?:\.\d+)?)\b/gm;

export function highlight(code) {
  const parts = [];
  let at = 0;
  for (const found of code.matchAll(TOKEN)) {
    const [all, text, colon, comment, keyword] = found;
    parts.push(code.slice(at, found.index));
    if (text) parts.push(h("span", { class: colon ? "tok-key" : "tok-text" }, text), colon ?? "");
    else parts.push(h("span", { class: comment ? "tok-note" : keyword ? "tok-word" : "tok-number" }, all));
    at = found.index + all.length;
  }
  return [...parts, code.slice(at)];
}
