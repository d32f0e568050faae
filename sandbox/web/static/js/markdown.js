// Discord's Markdown, parsed by the library that Discord's client uses, rendered as elements. Members' text can
// become bold or a link, never HTML.

import SimpleMarkdown from "../vendor/simple-markdown.js";
import { h } from "./dom.js";
import { changed, channelById, nameOf, roleById, userById } from "./state.js";
import { timeElement } from "./time.js";

const AT_LINE = /(?:^|\n)$/;
const inline = (regex) => (source) => regex.exec(source);
const atLine = (regex) => (source, _, before) => (AT_LINE.test(before ?? "") ? regex.exec(source) : null);
// Thousands of nested elements would crash the tab.
const DEEPEST = 12;
function within(source, parse, state) {
  if ((state.depth ?? 0) >= DEEPEST) return [{ type: "text", content: source }];
  return parse(source, { ...state, depth: (state.depth ?? 0) + 1 });
}
const inner = (capture, parse, state) => ({ content: within(capture[1], parse, state) });
// As in Discord, quotes do not nest.
const quoted = (capture, parse, state) => ({ type: "quoteAll", content: within(capture, parse, { ...state, quoted: true }) });
const unquoted = (match) => (source, state, before) => (state.quoted ? null : match(source, state, before));
const plain = (capture) => ({ content: capture[1] });

const WEB = /^https?:\/\//i;
const rule = (order, match, parse) => ({ order, match, parse });

const rules = {
  codeBlock: rule(0, inline(/^```(?:([\w+#.-]{1,20})\n)?\n*([^]+?)\n*```\n?/), (c) => ({ lang: c[1], content: c[2] })),
  quoteAll: rule(1, unquoted(atLine(/^>>> ([^]+)/)), (c, parse, state) => quoted(c[1], parse, state)),
  quote: rule(1, unquoted(atLine(/^((?:> [^\n]*(?:\n|$))+)/)), (c, parse, state) => quoted(c[1].replace(/^> /gm, "").replace(/\n$/, ""), parse, state)),
  heading: rule(2, atLine(/^(#{1,3}) +([^\n]+)(?:\n|$)/), (c, parse, state) => ({ level: c[1].length, content: within(c[2], parse, state) })),
  small: rule(2, atLine(/^ *-# +([^\n]+)(?:\n|$)/), inner),
  list: rule(3, atLine(/^((?: *(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$))+)/), (c, parse, state) => ({
    ordered: /^ *\d/.test(c[1]),
    start: Number(/^ *(\d+)/.exec(c[1])?.[1] ?? 1),
    items: c[1].replace(/\n$/, "").split("\n").map((line) => ({
      depth: Math.min(3, Math.floor(/^ */.exec(line)[0].length / 2)),
      content: within(line.replace(/^ *(?:[-*]|\d{1,9}\.) +/, ""), parse, state),
    })),
  })),
  escape: rule(4, inline(/^\\([^0-9A-Za-z\s])/), (c) => ({ type: "text", content: c[1] })),
  user: rule(5, inline(/^<@!?(\d{1,20})>/), plain),
  role: rule(5, inline(/^<@&(\d{1,20})>/), plain),
  channel: rule(5, inline(/^<#(\d{1,20})>/), plain),
  command: rule(5, inline(/^<\/([\w -]{1,98}):\d{1,20}>/), plain),
  time: rule(5, inline(/^<t:(-?\d{1,12})(?::([tTdDfFR]))?>/), (c) => ({ at: Number(c[1]), style: c[2] })),
  emoji: rule(5, inline(/^<a?:(\w{2,32}):\d{1,20}>/), (c) => ({ type: "text", content: `:${c[1]}:` })),
  everyone: rule(5, inline(/^@(everyone|here)\b/), plain),
  masked: rule(6, inline(/^\[((?:\\.|[^\]\\\n]){1,500})\]\(<?(https?:\/\/[^\s)>]+)>?(?: +"[^"\n]*")?\)/), (c, parse, state) => ({ type: "link", url: c[2], content: within(c[1], parse, state) })),
  autolink: rule(6, inline(/^<(https?:\/\/[^\s>]+)>/), (c) => ({ type: "link", url: c[1], content: null })),
  url: rule(6, inline(/^(https?:\/\/[^\s<]+[^\s<.,:;"')\]!?*_~|])/), (c) => ({ type: "link", url: c[1], content: null })),
  code: rule(7, inline(/^(`+)([^`]|[^`][^]*?[^`])\1(?!`)/), (c) => ({ content: c[2] })),
  strong: rule(8, inline(/^\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/), inner),
  underline: rule(8, inline(/^__((?:\\[^]|[^\\])+?)__(?!_)/), inner),
  emphasis: rule(9, inline(/^\*(?![\s*])((?:\\[^]|\*\*|[^\\*])+?)\*(?!\*)|^_((?:\\[^]|__|[^\\_])+?)_(?![\w_])/), (c, parse, state) => ({ content: within(c[1] ?? c[2], parse, state) })),
  strike: rule(9, inline(/^~~((?:\\[^]|[^\\])+?)~~/), inner),
  spoiler: rule(9, inline(/^\|\|((?:\\[^]|[^\\])+?)\|\|/), inner),
  line: rule(10, inline(/^\n/), () => ({})),
  text: rule(11, inline(/^[^](?:[^\n\\<>@[\]`*_~|h#-]|h(?!ttps?:))*/), (c) => ({ content: c[0] })),
};

const parse = SimpleMarkdown.parserFor(rules);

/** The elements for `text`. */
export function markdown(text) {
  return render(parse(text, { inline: true }));
}

/** `text` without markup, on one line, as in the line above a reply. */
export function plainText(text) {
  const holder = h("div", {}, markdown(text.replace(/\n/g, " ")));
  for (const cover of holder.querySelectorAll(".spoiler")) cover.replaceWith("▇▇▇");
  return holder.textContent.replace(/\s+/g, " ").trim();
}

function render(nodes) {
  return (Array.isArray(nodes) ? nodes : [nodes]).map((node) => SHOWN[node.type](node));
}

const SHOWN = {
  text: (n) => n.content,
  line: () => h("br"),
  codeBlock: (n) => h("pre", { class: "code", tabindex: "0" }, h("code", {}, n.content)),
  code: (n) => h("code", {}, n.content),
  quoteAll: (n) => h("blockquote", {}, render(n.content)),
  heading: (n) => h("p", { class: `heading h${n.level}` }, h("strong", {}, render(n.content))),
  small: (n) => h("small", { class: "subtext" }, render(n.content)),
  list: (n) => h(n.ordered ? "ol" : "ul", n.ordered ? { start: n.start } : {}, n.items.map((one) => h("li", { class: `depth${one.depth}` }, render(one.content)))),
  user: (n) => h("span", { class: "mention" }, `@${nameOf(userById(n.content))}`),
  role: (n) => h("span", { class: "mention" }, `@${roleById(n.content)?.name ?? "role"}`),
  channel: (n) => h("span", { class: "mention" }, `#${channelById(n.content)?.name ?? "channel"}`),
  command: (n) => h("button", { type: "button", class: "mention", onclick: () => changed("begin", { path: n.content }) }, `/${n.content}`),
  time: (n) => timeElement(n.at, n.style),
  everyone: (n) => h("span", { class: "mention" }, `@${n.content}`),
  link: (n) => link(n.url, n.content === null ? shortened(n.url) : render(n.content)),
  strong: (n) => h("strong", {}, render(n.content)),
  underline: (n) => h("u", {}, render(n.content)),
  emphasis: (n) => h("em", {}, render(n.content)),
  strike: (n) => h("s", {}, render(n.content)),
  spoiler: (n) => spoiler(render(n.content)),
};

/** A link that opens in a new tab; a link to a message of this sandbox jumps there. */
export function link(url, words) {
  const jump = /^https:\/\/discord\.com\/channels\/(\d+|@me)\/(\d+)(?:\/(\d+))?$/.exec(url);
  if (jump) return h("a", { href: `#${jump[2]}`, class: "jump", dataset: { channel: jump[2], message: jump[3] ?? "" } }, words);
  if (!WEB.test(url)) return h("span", {}, words);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", title: url }, words);
}

function shortened(url) {
  if (/^https:\/\/discord\.com\/channels\//.test(url)) return "jump to the message";
  return url.length > 80 ? `${url.slice(0, 77)}…` : url;
}

function spoiler(content) {
  const cover = h("button", { type: "button", class: "spoiler", "aria-label": "Spoiler: press to read", "aria-expanded": "false" }, h("span", {}, content));
  cover.addEventListener("click", () => {
    cover.replaceWith(h("span", { class: "uncovered" }, ...cover.firstChild.childNodes));
  });
  return cover;
}
