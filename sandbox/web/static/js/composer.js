// The message box: plain messages, and "/" for the bot's commands.

import { actOrThrow } from "./actions.js";
import { combobox } from "./combobox.js";
import { openCommand } from "./command.js";
import { fill, h, icon } from "./dom.js";
import { hasFiles, takeFiles } from "./files.js";
import { words } from "./words.js";
import { hereNow, named, nameOf, on, state } from "./state.js";

const form = document.getElementById("composer");
const FREQUENT = ["imagine", "edit", "ideas", "history", "quota", "defaults", "help"];
const SUB = 1, GROUP = 2, SLASH = 1;
// Discord's longest message. No maxlength: a browser would silently truncate the text.
const LONGEST = 2000;
let replyTo = null;
// Puts files into the fields of the open command; null for plain text.
let takesFiles = null;

const popup = h("div", { class: "popup", hidden: true });
const above = h("div", { class: "replying" });
const problem = h("p", { class: "problem", id: "composer-problem", role: "alert" });
const input = h("textarea", { rows: 1, "aria-label": "Message", "aria-describedby": "composer-problem", enterkeyhint: "send" });
const line = h("div", { class: "line" });
const send = h("button", { type: "submit", class: "icon send", "aria-label": "Send" }, icon("send"));
fill(form, popup, above, line, problem);

/** Show a problem with the input; without an argument clear it. */
export const complain = (text) => fill(problem, text ?? "");

/** Every command that can be run, with subcommands as separate entries, those used most often first. */
function runnable() {
  const rank = ({ name }) => (FREQUENT.includes(name) ? FREQUENT.indexOf(name) : FREQUENT.length);
  return state.commands.filter((one) => one.type === SLASH).sort((a, b) => rank(a) - rank(b)).flatMap((one) => unfold(one, one.name, named(one)));
}

function unfold(command, path, shown) {
  const deeper = (command.options ?? []).filter((one) => one.type === SUB || one.type === GROUP);
  if (deeper.length) return deeper.flatMap((one) => unfold(one, `${path} ${one.name}`, `${shown} ${named(one)}`));
  return [{ path, shown, about: named(command, "description"), options: command.options ?? [] }];
}

function commandsFor(text) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const wanted = text.slice(1).trimStart().toLowerCase();
  const all = runnable();
  const begin = all.filter((one) => one.shown.startsWith(wanted) || one.path.startsWith(wanted));
  const hold = all.filter((one) => !begin.includes(one) && wanted && (one.shown.includes(wanted) || one.path.includes(wanted)));
  return [...begin, ...hold].map((one) => ({ ...one, label: `/${one.shown}`, hint: one.options.map((option) => named(option)).join(" ") }));
}

/** The command that `text` begins with, and the rest of it as option values. */
function typed(text) {
  const lower = text.toLowerCase();
  const names = runnable().flatMap((one) => [one.shown, one.path].map((name) => ({ one, name })));
  const found = names.filter(({ name }) => lower.startsWith(`/${name} `)).sort((a, b) => b.name.length - a.name.length)[0];
  return found && { command: found.one, values: valuesIn(text.slice(found.name.length + 2).trim(), found.one.options) };
}

/** "a fox size:1024x1024" as option values: unnamed text belongs to the first option. */
function valuesIn(words, options) {
  const parts = words.split(/(?:^|\s)([^\s:]+):/), values = new Map();
  const known = (name) => options.find((one) => one.name === name || named(one) === name)?.name;
  let name = options[0]?.name, value = parts[0];
  for (let at = 1; at < parts.length; at += 2) {
    if (!known(parts[at])) { value += ` ${parts[at]}:${parts[at + 1]}`; continue; }
    values.set(name, value.trim());
    name = known(parts[at]);
    value = parts[at + 1];
  }
  if (name) values.set(name, value.trim());
  return Object.fromEntries([...values].filter(([, one]) => one));
}

const commands = combobox(input, popup, {
  label: "Commands of Easel",
  offer: commandsFor,
  take: (one) => begin(one),
  eager: () => true,
  keys: (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
    if (event.key === "Escape" && replyTo) reply(null);
  },
});

form.addEventListener("input", () => complain());
input.addEventListener("input", (event) => {
  const found = event.isComposing ? null : typed(input.value);
  if (found) { commands.close(); begin(found.command, found.values); return; }
  input.style.setProperty("height", "auto");
  input.style.setProperty("height", `${Math.min(input.scrollHeight, 200)}px`);
});

/** Show the fields of a command. */
export function begin(command, values = {}) {
  reply(null);
  complain();
  takesFiles = openCommand({ command, values, line, popup, complain, done: (focus = true) => text(focus) });
}

/** Put files into the fields of the open command, or of /edit. */
takeFiles(form, (files) => {
  if (takesFiles?.(files)) return;
  const command = runnable().find((one) => one.path === "edit");
  if (!command || takesFiles) { complain(takesFiles ? "This command takes no more files." : "There is no command here that takes files."); return; }
  document.body.dataset.view = "channel";
  begin(command);
  takesFiles(files);
});
// A browser would open a file that misses the message box instead of the page.
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => { if (hasFiles(event.dataTransfer)) event.preventDefault(); });

function text(focus) {
  input.value = "";
  input.style.setProperty("height", "auto");
  fill(line, input, send);
  form.onsubmit = sendText;
  takesFiles = null;
  if (focus) input.focus();
}

async function sendText(event) {
  event.preventDefault();
  const content = input.value.trim();
  if (!content) return;
  if (content.startsWith("/")) {
    const found = typed(`${content} `);
    if (found) { begin(found.command, found.values); return; }
    const [name] = content.slice(1).split(/\s/);
    complain(`You have no command /${name} here.`);
    return;
  }
  if (content.length > LONGEST) {
    complain(`A message may have at most ${LONGEST.toLocaleString("en")} characters; this one has ${content.length.toLocaleString("en")}.`);
    return;
  }
  try {
    await actOrThrow({ do: "say", content, reply_to: replyTo?.id ?? null });
    reply(null);
    text(true);
    complain();
  } catch (error) {
    complain(error.message);
  }
}

function reply(message) {
  replyTo = message;
  fill(above, message && [
    h("span", {}, "Replying to ", h("b", {}, nameOf(message.author))),
    h("button", { type: "button", class: "icon", "aria-label": "Cancel the reply", onclick: () => { reply(null); input.focus(); } }, icon("close")),
  ]);
}

on("begin", ({ path, values }) => {
  const command = runnable().find((one) => one.path === path || one.shown === path);
  if (!command) { complain(`You have no command /${path} here.`); return; }
  document.body.dataset.view = "channel";
  begin(command, values);
});
on("reply", (message) => { reply(message); text(true); });
on("place", () => {
  const here = hereNow();
  input.placeholder = here ? words(here.direct ? "direct" : "box", { name: here.name }) : "";
  commands.refresh();
});
on("running", () => complain());
on("switch", () => { reply(null); complain(); commands.close(); text(false); });

// "/" starts a command from anywhere on the page except text fields.
document.addEventListener("keydown", (event) => {
  const target = event.target;
  const typing = target.closest("input, textarea, select, dialog, [role=menu], [role=listbox], [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.body.dataset.view = "channel";
  text(true);
  input.value = "/";
  commands.show();
});
text(false);
