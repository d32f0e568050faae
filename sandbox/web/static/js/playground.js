// The model card: the model's playground. Run sends /imagine.

import { slash } from "./actions.js";
import { afterPause, copy, fill, h, icon, newId } from "./dom.js";
import { highlight } from "./highlight.js";
import { link, markdown } from "./markdown.js";
import { gallery } from "./pictures.js";
import { call } from "./server.js";
import { changed, hereNow, nameOf, on, position, state } from "./state.js";
import { goTo } from "./messages.js";

const card = document.getElementById("card");
const COMMAND = "imagine";
// Discord's longest option. The model's limit is lower; the counter and the bot say so.
const LONGEST_OPTION = 6000;
let model = null, running = null;

const prompt = h("textarea", { id: "prompt", rows: 5, placeholder: "A red fox asleep in autumn leaves, watercolor", "aria-describedby": "prompt-count" });
const count = h("span", { class: "count", id: "prompt-count" });
const size = h("select", { id: "size" }), quality = h("select", { id: "quality" }), number = h("select", { id: "count" });
const models = h("select", { id: "model", onchange: () => { model = models.value === model.id ? model : state.model.models.find((one) => one.id === models.value); drawModel(); } });
const modelField = labelled("Model", models);
const points = h("div", { class: "points", role: "group", "aria-label": "Starting points" });
const more = h("button", { type: "button", class: "textual small", onclick: () => { showsAll = !showsAll; drawPoints(); } });
let showsAll = false;
const cost = h("p", { class: "cost", id: "cost" });
const run = h("button", { type: "submit", class: "button primary run" }, icon("play"), "Run");
const problem = h("p", { class: "problem", role: "alert" });
const outcome = h("div", { class: "outcome" });
const code = h("div", { class: "code-box" });
const below = h("div", {});
const sent = h("p", { class: "about" });

const sheet = h("form", { class: "sheet", autocomplete: "off" },
  h("header", {}, h("h2", { id: "card-title" }), h("p", { class: "about", id: "card-about" })),
  modelField,
  h("div", { class: "field" }, h("div", { class: "labels" }, h("label", { for: "prompt" }, "Prompt"), count), prompt),
  h("div", { class: "field" }, h("div", { class: "labels" }, h("p", { class: "label" }, "Starting points"), more), points),
  h("div", { class: "three" }, labelled("Size", size), labelled("Quality", quality), labelled("Pictures", number)),
  h("div", { class: "runline" }, run, cost),
  problem, outcome);
fill(card, h("div", { class: "scroll" }, sheet, h("section", { class: "sheet", "aria-label": "Code" }, h("h3", {}, "The same call in code"), code), below));

function labelled(words, control) {
  return h("div", { class: "field" }, h("label", { for: control.id }, words), control);
}

const several = () => (state.model?.models.length ?? 0) > 1;
const chosen = () => ({ prompt: prompt.value, size: size.value, quality: quality.value, count: Number(number.value), ...(several() ? { model: model.id } : {}) });

// A reload keeps the prompt and the choices.
const KEY = "easel-card";
function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY));
    return found && offers(found) ? found : null;
  } catch { return null; }
}
function keptModel() {
  try { return JSON.parse(sessionStorage.getItem(KEY))?.model; } catch { return undefined; }
}
/** Whether the model has these choices. */
const offers = (one) => [[model.sizes, one.size], [model.qualities, one.quality]].every(([list, value]) => list.some((option) => option.value === value)) && model.counts.includes(one.count);
function keep() {
  try { sessionStorage.setItem(KEY, JSON.stringify(chosen())); } catch { /* forgotten on a reload then */ }
}

/** Fill the card from the catalogue. */
function draw() {
  if (!state.model) { sheet.querySelector("h2").textContent = "The bot is not ready yet"; return; }
  model = state.model.models.find((one) => one.id === (model?.id ?? keptModel())) ?? state.model.models[0];
  fill(models, state.model.models.map((one) => h("option", { value: one.id }, one.title)));
  models.value = model.id;
  modelField.hidden = !several();
  drawModel();
}

/** Fill the card with the chosen model; choices that it lacks are reset. */
function drawModel() {
  fill(sheet.querySelector("h2"), link(model.documentation, model.title));
  const before = size.value && offers(chosen()) ? chosen() : null;
  fill(size, model.sizes.map((one) => h("option", { value: one.value }, one.label)));
  fill(quality, model.qualities.map((one) => h("option", { value: one.value }, one.label)));
  fill(number, model.counts.map((one) => h("option", { value: one }, String(one))));
  const start = before ?? kept() ?? { ...model.defaults };
  prompt.value ||= start.prompt ?? "";
  size.value = start.size;
  quality.value = start.quality;
  number.value = String(start.count);
  prompt.maxLength = LONGEST_OPTION;
  drawPoints();
  drawConstants(model.constants);
  fill(below, reference());
  const host = state.fal && new URL(state.fal.url).host;
  fill(against, state.fal && ["To run this against the sandbox, replace ", h("code", {}, "https://queue.fal.run"), " with ", h("code", {}, `http://${host}`), " and use the key ", h("code", {}, state.fal.key), "."]);
  update();
}

const FEW = 6;
function drawPoints() {
  const listed = showsAll ? model.points : model.points.slice(0, FEW);
  more.textContent = showsAll ? "Show fewer" : `Show all ${model.points.length}`;
  more.setAttribute("aria-expanded", String(showsAll));
  fill(points, listed.map((one) => h("button", { type: "button", class: "point", title: one.shows, "aria-label": `${one.title}: ${one.shows}`, onclick: () => begin(one) },
    h("img", { src: `/api/thumbnail/${one.key}`, alt: "", width: 336, height: 224, loading: "lazy" }), h("span", {}, one.title))));
}

/** What Run does here, or why it cannot. */
function drawAbout() {
  const here = hereNow();
  const offered = state.commands.some((one) => one.name === COMMAND);
  const me = state.people.find((one) => one.username === state.who);
  run.disabled = !offered;
  fill(document.getElementById("card-about"), !here ? "" : offered
    ? [h("b", {}, "Run"), ` sends /${COMMAND} as ${nameOf(me)} in #${here.name}.`]
    : here.direct ? "Commands are not offered in direct messages. Choose a channel to run this." : `/${COMMAND} is not offered in #${here.name}.`);
}
on("place", drawAbout);

function begin(point) {
  prompt.value = point.prompt;
  size.value = point.size;
  quality.value = point.quality;
  update();
  prompt.focus();
  prompt.setSelectionRange(0, 0);
  prompt.scrollTop = 0;
}

/** The constants that this server sends; its administrators can change them while the page is open. */
function drawConstants(constants) {
  const every = Object.entries(constants);
  sent.hidden = !every.length;
  fill(sent, "Sent with every request: ", every.map(([key, value], at) => [at ? ", " : "", h("code", {}, `${key} = ${JSON.stringify(value)}`)]), ".");
}

function reference() {
  return [
    h("section", { class: "sheet", "aria-label": "Endpoint" }, h("h3", {}, "Endpoint"),
      h("p", { class: "endpoint" }, h("code", {}, model.id), copyButton("Copy the endpoint", () => model.id)),
      sent,
      h("p", { class: "about" }, link(`${model.documentation}/llms.txt`, "Schema for language models"), "."),
      h("p", { class: "about", title: model.prices.source }, "Prices from fal’s ", link(model.documentation, "model page"), ` (${model.prices.as_of}). Unlisted sizes are estimated upward.`)),
    h("section", { class: "sheet", "aria-label": "Input reference" }, h("h3", {}, "Input reference"),
      h("dl", { class: "inputs-reference" }, model.inputs.map((one) => h("div", {},
        h("dt", {}, h("code", {}, one.key), h("span", { class: "kind" }, one.options.length ? "select" : one.kind), one.required ? h("span", { class: "needed" }, "required") : one.default !== null && h("span", { class: "kind" }, "default ", h("code", {}, literal(one.default)))),
        one.options.length > 0 && h("dd", { class: "values" }, one.options.map((value) => h("span", { class: "value", title: literal(value) }, labelOf(one.key, value)))),
        one.note && h("dd", { class: "about" }, one.note))))),
  ];
}

/** The label of an option on the card, such as "Square 1024". */
const labelOf = (key, value) => [...({ size: model.sizes, quality: model.qualities }[key] ?? [])].find((one) => one.value === value)?.label ?? literal(value);

const literal = (value) => (typeof value === "string" ? value : JSON.stringify(value));

function copyButton(label, text) {
  const button = h("button", { type: "button", class: "textual", "aria-label": label }, "Copy");
  button.addEventListener("click", () => copy(text(), button));
  return button;
}

// Code and cost, updated while typing.

let shownForm = "typescript";
const panel = h("pre", { class: "code", role: "tabpanel", id: newId("code"), tabindex: "0" });
const tabs = h("div", { role: "tablist", class: "tablist", "aria-label": "Language" });
let snippets = [];
const against = h("p", { class: "about" });
fill(code, h("div", { class: "labels" }, tabs, copyButton("Copy the code", () => panel.textContent)), panel, against);

function drawCode() {
  fill(tabs, snippets.map((one) => {
    const own = one.key === shownForm;
    const pick = () => { shownForm = one.key; drawCode(); tabs.querySelector("[aria-selected=true]").focus(); };
    return h("button", { type: "button", role: "tab", id: `code-${one.key}`, "aria-selected": String(own), "aria-controls": panel.id, tabindex: own ? "0" : "-1", onclick: pick }, one.title);
  }));
  fill(panel, highlight(snippets.find((one) => one.key === shownForm)?.code ?? ""));
  panel.setAttribute("aria-labelledby", `code-${shownForm}`);
}
tabs.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !snippets.length) return;
  const at = snippets.findIndex((one) => one.key === shownForm);
  shownForm = snippets[(at + step + snippets.length) % snippets.length].key;
  drawCode();
  tabs.querySelector("[aria-selected=true]").focus();
});

let asked = 0;
async function estimate() {
  const mine = ++asked;
  let found;
  try { found = await call("/api/estimate", { ...position(), ...chosen() }); } catch (error) { if (mine === asked) cost.textContent = error.message; return; }
  if (mine !== asked) return;
  fill(cost, h("b", {}, `${found.credits} ${found.credits === 1 ? "credit" : "credits"}`), ` · about $${found.usd} at fal`);
  drawConstants(found.constants);
  snippets = found.snippets;
  drawCode();
}
const estimateSoon = afterPause(estimate, 90);
function update() {
  count.textContent = `${prompt.value.length.toLocaleString("en")} / ${model.longest.toLocaleString("en")}`;
  count.classList.toggle("over", prompt.value.length > model.longest);
  keep();
  estimateSoon();
}
sheet.addEventListener("input", update);

// Run

// A double click is one run: each costs credits.
run.addEventListener("click", (event) => { if (event.detail > 1) event.preventDefault(); });
sheet.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (run.getAttribute("aria-busy") === "true") return;
  if (!prompt.value.trim()) { fill(problem, "Write a prompt first, or pick a starting point."); prompt.focus(); return; }
  fill(problem);
  run.setAttribute("aria-busy", "true");
  try {
    const { interaction } = await slash(COMMAND, chosen());
    running = interaction;
    for (const message of seen.values()) follow(message);
  } catch (error) {
    fill(problem, error.message);
  } finally {
    run.removeAttribute("aria-busy");
  }
});
prompt.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) sheet.requestSubmit(); });

// The stream may deliver the answer before the call returns.
const seen = new Map();
function follow(message) {
  const asks = message.interaction_metadata?.id;
  if (!asks) return;
  seen.set(asks, message);
  if (seen.size > 30) seen.delete(seen.keys().next().value);
  if (asks !== running) return;
  const pictures = message.attachments.filter((one) => one.content_type?.startsWith("image/"));
  fill(outcome,
    h("div", { class: "text" }, message.loading ? "Easel is thinking…" : pictures.length ? "Done." : markdown(message.content)),
    pictures.length > 0 && gallery(pictures.map((one) => ({ url: one.url, alt: one.description ?? "", width: one.width, height: one.height, name: one.filename }))),
    h("button", { type: "button", class: "textual", onclick: () => { document.body.dataset.view = "channel"; changed("view"); goTo(message.id); } }, "Show in the channel"));
}
on("message", follow);
on("hello", draw);
on("switch", () => { running = null; seen.clear(); fill(outcome); fill(problem); });
