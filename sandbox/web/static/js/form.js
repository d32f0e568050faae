// Modals, as dialogs with native form fields.

import { choices } from "./choice.js";
import { fill, h, icon, newId } from "./dom.js";
import { choose, takeFiles } from "./files.js";
import { markdown } from "./markdown.js";
import { upload } from "./server.js";
import { position } from "./state.js";

const TEXT = 4, FILES = 19, RADIO = 21, CHECKS = 22, CHECK = 23;
const SELECTS = new Set([3, 5, 6, 7, 8]);

/** Show the form; an error thrown by `send(values)` is shown and keeps the form open. */
export function openForm(form, send) {
  const readers = new Map();
  const problem = h("p", { class: "problem", role: "alert" });
  const submit = h("button", { type: "submit", class: "button primary" }, "Submit");
  const box = h("dialog", { class: "form", "aria-labelledby": newId("form") });
  const sheet = h("form", { method: "dialog" },
    h("header", {}, h("h2", { id: box.getAttribute("aria-labelledby") }, form.title), h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => box.close() }, icon("close"))),
    h("div", { class: "inputs" }, form.components.map((one) => row(one, readers))),
    problem,
    h("footer", {}, h("button", { type: "button", class: "button secondary", onclick: () => box.close() }, "Cancel"), submit));
  sheet.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      await send(Object.fromEntries(await Promise.all([...readers].map(async ([name, read]) => [name, await read()]))));
      box.close();
    } catch (error) {
      fill(problem, error.message);
    } finally {
      submit.disabled = false;
    }
  });
  box.append(sheet);
  const uploads = box.querySelector("input[type=file]");
  if (uploads) takeFiles(box, (more) => choose(uploads, uploads.multiple ? [...uploads.files, ...more] : more.slice(0, 1)));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  box.querySelector(".inputs input, .inputs textarea, .inputs select")?.focus();
}

function row(one, readers) {
  if (one.type === 18) return labelled(one.component, one.label, one.description, readers);
  if (one.type === 1) return one.components.map((child) => labelled(child, child.label, "", readers));
  if (one.type === 10) return h("div", { class: "text" }, markdown(one.content));
  return h("p", { class: "unknown" }, `This page cannot show components of type ${one.type}.`);
}

function labelled(field, label, about, readers) {
  const id = newId("field");
  const made = control(field, id, readers);
  const title = [label, field.required !== false && h("span", { class: "needed", "aria-hidden": "true" }, " *")];
  const hint = about && h("p", { class: "about", id: `${id}-about` }, about);
  if (about) made.setAttribute("aria-describedby", `${id}-about`);
  if (made.tagName === "FIELDSET") {
    made.prepend(h("legend", {}, title));
    return h("div", { class: "field" }, hint, made);
  }
  return h("div", { class: "field" }, h("label", { for: id }, title), hint, made);
}

function control(field, id, readers) {
  const needed = field.required !== false;
  if (field.type === TEXT) return textField(field, id, needed, readers);
  if (SELECTS.has(field.type)) return (field.max_values ?? 1) > 1 ? ticks(field, choices(field), readers) : oneOf(field, choices(field), id, needed, readers);
  if (field.type === CHECKS) return ticks(field, field.options.map(asChoice), readers);
  if (field.type === FILES) return files(field, id, needed, readers);
  if (field.type === RADIO) return radios(field, id, needed, readers);
  if (field.type === CHECK) {
    const box = h("input", { type: "checkbox", id, checked: Boolean(field.default) });
    readers.set(field.custom_id, () => box.checked);
    return box;
  }
  return h("p", { class: "unknown", id }, "This page cannot submit this kind of field.");
}

const asChoice = (one) => ({ value: one.value, label: one.label, about: one.description ?? "", preset: Boolean(one.default) });

function textField(field, id, needed, readers) {
  const props = { id, required: needed, minlength: field.min_length ?? null, maxlength: field.max_length ?? 4000, placeholder: field.placeholder ?? "", value: field.value ?? "" };
  const input = field.style === 2 ? h("textarea", { ...props, rows: 5 }) : h("input", { ...props, type: "text" });
  readers.set(field.custom_id, () => input.value);
  return input;
}

/** Files, uploaded when the form is sent. */
function files(field, id, needed, readers) {
  const low = needed ? field.min_values ?? 1 : 0, high = field.max_values ?? 1;
  const input = h("input", { type: "file", id, required: low > 0, multiple: high > 1 });
  input.addEventListener("change", () => input.setCustomValidity(input.files.length > high ? `Choose at most ${high}.` : ""));
  readers.set(field.custom_id, () => Promise.all([...input.files].map((one) => upload(one, position()))));
  return input;
}

function oneOf(field, offered, id, needed, readers) {
  const required = needed && (field.min_values ?? 1) > 0;
  const preset = offered.find((one) => one.preset);
  const select = h("select", { id, required }, h("option", { value: "" }, required ? field.placeholder || "Choose…" : field.placeholder || "None"),
    offered.map((one) => h("option", { value: one.value }, one.about ? `${one.label} – ${one.about}` : one.label)));
  select.value = preset?.value ?? "";
  readers.set(field.custom_id, () => (select.value ? [select.value] : []));
  return select;
}

function ticks(field, offered, readers) {
  const boxes = offered.map((one) => h("input", { type: "checkbox", value: one.value, checked: one.preset }));
  const low = field.required === false ? 0 : field.min_values ?? 1, high = field.max_values ?? offered.length;
  const check = () => {
    const many = boxes.filter((one) => one.checked).length;
    boxes[0]?.setCustomValidity(many < low || many > high ? `Choose ${low === high ? low : `${low} to ${high}`}.` : "");
  };
  const set = h("fieldset", { class: "ticks", onchange: check }, offered.map((one, at) => h("label", {}, boxes[at], h("span", {}, one.label, one.about && h("small", {}, one.about)))));
  check();
  readers.set(field.custom_id, () => boxes.filter((one) => one.checked).map((one) => one.value));
  return set;
}

function radios(field, id, needed, readers) {
  const boxes = field.options.map((one) => h("input", { type: "radio", name: id, value: one.value, checked: Boolean(one.default), required: needed }));
  readers.set(field.custom_id, () => boxes.find((one) => one.checked)?.value ?? null);
  return h("fieldset", { class: "ticks" }, field.options.map((one, at) => h("label", {}, boxes[at], h("span", {}, one.label, one.description && h("small", {}, one.description)))));
}
