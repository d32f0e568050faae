// The form of a slash command: one field per option, as the bot registered them.

import { slash } from "./actions.js";
import { combobox } from "./combobox.js";
import { fill, h, icon } from "./dom.js";
import { choose } from "./files.js";
import { tryCall, upload } from "./server.js";
import { membersHere, named, nameOf, position, state } from "./state.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, ATTACHMENT = 11;
const ASK_AFTER_MS = 120;

/**
 * Show the fields of `command` in `line`. `done()` returns to plain text, `complain(sentence)` shows a problem.
 * Returns a function that puts files into its fields, and tells whether there is room for any.
 */
export function openCommand({ command, values, line, popup, complain, done }) {
  const fields = new Map();
  const holder = h("div", { class: "options" });
  const rest = h("input", { type: "text", class: "rest", "aria-label": `More options of ${command.shown}`, spellcheck: "false" });
  const send = h("button", { type: "submit", class: "icon send", "aria-label": "Send the command" }, icon("send"));
  const leave = h("button", { type: "button", class: "icon", "aria-label": "Leave the command", onclick: () => { complain(); done(); } }, icon("close"));
  fill(line, h("div", { class: "filling" }, h("span", { class: "chip" }, `/${command.shown}`), holder, rest), leave, send);

  const left = () => command.options.filter((one) => !fields.has(one.name));
  const refresh = () => {
    const many = left().length;
    rest.placeholder = many ? `+${many} more` : "";
    rest.hidden = !many;
  };
  const keys = (event) => {
    if (event.key === "Escape") { event.preventDefault(); complain(); done(); }
    if (event.key === "Enter") { event.preventDefault(); line.closest("form").requestSubmit(); }
  };

  const add = (option, value) => {
    const field = makeField({ option, popup, command, answers, keys, next: () => afterField(option.name), drop: () => drop(option.name) });
    fields.set(option.name, field);
    holder.append(field.node);
    if (value !== undefined) field.set(value);
    refresh();
    return field;
  };
  const drop = (name) => {
    const field = fields.get(name);
    if (field.option.required) { if ([...fields.keys()][0] === name) { complain(); done(); } return; }
    field.node.remove();
    fields.delete(name);
    refresh();
    ([...fields.values()].at(-1)?.input ?? rest).focus();
  };
  const afterField = (name) => {
    const all = [...fields.values()];
    const later = all.slice(all.findIndex((one) => one.option.name === name) + 1);
    const empty = [...later, ...all].find((one) => !one.input.value && (later.includes(one) || one.option.required));
    (empty?.input ?? (rest.hidden ? send : rest)).focus();
  };
  const answers = (leaveOut) => Object.fromEntries([...fields].filter(([name, field]) => name !== leaveOut && field.input.value !== "").map(([name, field]) => [name, field.value()]));

  combobox(rest, popup, {
    label: "More options",
    offer: (text) => left().filter((one) => `${one.name} ${named(one)}`.includes(text.trim().toLowerCase())).map((one) => ({ option: one, label: named(one), about: named(one, "description") })),
    take: (one) => { rest.value = ""; complain(); add(one.option).input.focus(); },
    // Without text, Enter sends the command.
    eager: (text) => text.trim() !== "",
    keys: (event) => {
      keys(event);
      if (event.key === "Backspace" && !rest.value) [...fields.values()].at(-1)?.input.focus();
    },
  });

  line.closest("form").onsubmit = async (event) => {
    event.preventDefault();
    await Promise.all([...fields.values()].map((one) => one.settled?.()));
    const wrong = [...fields.values()].find((one) => one.problem());
    for (const one of fields.values()) one.input.setAttribute("aria-invalid", String(one === wrong));
    if (wrong) { complain(wrong.problem()); wrong.input.focus(); return; }
    if (rest.value.trim()) { complain(`There is no option called ${rest.value.trim()} here.`); rest.focus(); return; }
    complain();
    send.disabled = true;
    try {
      await slash(command.path, answers());
      done(document.querySelector("dialog[open]") === null);
    } catch (error) {
      complain(error.message);
    } finally {
      send.disabled = false;
    }
  };

  for (const option of command.options) if (option.required || Object.hasOwn(values, option.name)) add(option, values[option.name]);
  refresh();
  (fields.values().next().value?.input ?? (rest.hidden ? send : rest)).focus();
  return (files) => {
    const free = [...fields.values()].filter((one) => one.option.type === ATTACHMENT && !one.input.files.length).map((one) => one.option);
    const room = [...free, ...left().filter((one) => one.type === ATTACHMENT)].slice(0, files.length);
    room.forEach((option, at) => (fields.get(option.name) ?? add(option)).set(files[at]));
    return room.length > 0;
  };
}

/** One option: its element, its value as Discord's client would send it, and its problem. */
function makeField({ option, popup, command, answers, keys, next, drop }) {
  if (option.type === ATTACHMENT) return fileField({ option, keys, next });
  const input = h("input", { type: "text", "aria-label": `${named(option)}: ${named(option, "description")}`, "aria-describedby": "composer-problem", "aria-required": String(Boolean(option.required)), spellcheck: String(option.type === STRING), maxlength: option.max_length ?? null });
  const node = h("label", { class: "option-field" }, h("span", { class: "label" }, named(option)), input);
  const known = fixedChoices(option);
  let picked = null;
  let timer = 0;

  const set = (one) => {
    picked = typeof one === "object" ? one : known?.find((choice) => choice.value === one) ?? null;
    input.value = picked ? picked.label : String(one ?? "");
    fit();
  };
  const fit = () => input.style.setProperty("--wide", `${Math.min(60, Math.max(6, input.value.length + 1))}ch`);
  const suggest = (text) => new Promise((give) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const found = await tryCall("/api/suggest", { ...position(), path: command.path, focused: option.name, text, options: answers(option.name) });
      give((found?.choices ?? []).map((one) => ({ label: one.name, value: one.value, ...titled(one.name) })));
    }, ASK_AFTER_MS);
  });
  const matching = (text) => {
    const wanted = picked ? "" : text.trim().toLowerCase();
    return known.filter((one) => one.label.toLowerCase().includes(wanted) || String(one.value).toLowerCase().includes(wanted));
  };

  input.addEventListener("input", () => { picked = null; input.setAttribute("aria-invalid", "false"); fit(); });
  combobox(input, popup, {
    label: named(option, "description"),
    offer: (text) => (known ? matching(text) : option.autocomplete ? suggest(picked ? "" : text) : []),
    take: (one) => { set(one); next(); },
    eager: () => Boolean(known),
    keys: (event) => {
      keys(event);
      if (event.key === "Backspace" && !input.value) { event.preventDefault(); drop(); }
    },
  });
  const exact = () => picked ?? known?.find((one) => one.label.toLowerCase() === input.value.trim().toLowerCase() || String(one.value) === input.value.trim());
  return {
    option, node, input, set,
    value: () => (known || picked ? exact()?.value : option.type === INTEGER || option.type === NUMBER ? Number(input.value) : input.value),
    problem: () => wrongWith(option, input.value, known, exact()),
  };
}

/** An option whose value is an uploaded file. */
function fileField({ option, keys, next }) {
  const input = h("input", { type: "file", "aria-label": `${named(option)}: ${named(option, "description")}`, "aria-describedby": "composer-problem", "aria-required": String(Boolean(option.required)) });
  const node = h("label", { class: "option-field" }, h("span", { class: "label" }, named(option)), input);
  let uploading = null, id = null, refused = null;
  input.addEventListener("change", () => {
    id = refused = null;
    if (!input.files.length) return;
    uploading = upload(input.files[0], position()).then((given) => { id = given; }, (error) => { refused = error.message; });
    // Not after the upload, when the next field may have been typed in.
    next();
  });
  input.addEventListener("keydown", (event) => { if (event.key !== "Enter") keys(event); });
  return {
    option, node, input,
    set: (file) => { if (file instanceof File) choose(input, [file]); },
    value: () => id,
    settled: () => uploading,
    problem: () => refused ?? (option.required && !id ? `${named(option)} is required.` : null),
  };
}

/** "Title: excerpt" in two parts, of which only the title is bold. */
function titled(name) {
  const [title, ...excerpt] = name.split(": ");
  return excerpt.length ? { title, about: excerpt.join(": ") } : {};
}

/** The fixed choices of an option; `null` if any text is allowed. */
function fixedChoices(option) {
  if (option.choices?.length) return option.choices.map((one) => ({ label: named(one), value: one.value }));
  const people = () => membersHere().map((one) => ({ label: `@${nameOf(one)}`, value: one.id }));
  const roles = () => state.names.roles.map((one) => ({ label: `@${one.name.replace(/^@/, "")}`, value: one.id, about: "role" }));
  switch (option.type) {
    case BOOLEAN: return [{ label: "True", value: true }, { label: "False", value: false }];
    case USER: return people();
    case ROLE: return roles();
    case MENTIONABLE: return [...people(), ...roles()];
    case CHANNEL: return state.names.channels.filter((one) => one.here).map((one) => ({ label: `#${one.name}`, value: one.id }));
    default: return null;
  }
}

/** The checks of Discord's client, as sentences. */
function wrongWith(option, text, known, exact) {
  const name = named(option);
  if (!text.trim()) return option.required ? `${name} is required.` : null;
  if (known) return exact ? null : `${name}: choose one from the list.`;
  if (option.type === INTEGER || option.type === NUMBER) {
    const number = Number(text);
    if (!Number.isFinite(number) || (option.type === INTEGER && !Number.isInteger(number))) return `${name} must be a ${option.type === INTEGER ? "whole number" : "number"}.`;
    if (option.min_value !== undefined && number < option.min_value) return `${name} must be at least ${option.min_value}.`;
    if (option.max_value !== undefined && number > option.max_value) return `${name} must be at most ${option.max_value}.`;
  }
  if (option.type === STRING && !exact) {
    if (option.min_length && text.length < option.min_length) return `${name} must have at least ${option.min_length} characters.`;
    if (option.max_length && text.length > option.max_length) return `${name} may have at most ${option.max_length} characters.`;
  }
  return null;
}
