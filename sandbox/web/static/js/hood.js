// The drawer: traffic, fal's queue, the member's credits, faults and the clock.

import { fill, h, icon } from "./dom.js";
import { tryCall, wireEntry } from "./server.js";
import { changed, on, sandboxNow, setClock, state, userById, nameOf } from "./state.js";
import { ago, clockTime } from "./time.js";
import { toast } from "./toast.js";

const drawer = document.getElementById("hood");
const opener = document.getElementById("open-hood");
const clock = document.getElementById("clock");
// As in base.css.
const NARROW = "(max-width: 900px)";
const MOST_LINES = 300;

const panels = { wire: "Wire", queue: "fal's queue", ledger: "Credits", faults: "Faults and time" };
const bodies = Object.fromEntries(Object.keys(panels).map((name) => [name, h("div", { class: `panel ${name}`, role: "tabpanel", id: `hood-${name}`, "aria-labelledby": `tab-${name}`, tabindex: "0" })]));
let shown = "wire";
const tabs = h("div", { role: "tablist", class: "tablist", "aria-label": "Under the hood" }, Object.entries(panels).map(([name, words]) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `hood-${name}`, onclick: () => pick(name) }, words)));
const legend = h("span", { class: "legend" }, "⇣ gateway event · ⇡ REST request · ◆ fal request");
const grip = h("div", { class: "grip", role: "separator", tabindex: "0", "aria-orientation": "horizontal", "aria-label": "Height of the drawer", title: "Drag to resize" });
fill(drawer, grip, h("div", { class: "top" }, tabs, legend, h("span", { class: "grow" }), h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => toggle(false) }, icon("close"))), Object.values(bodies));

function pick(name) {
  shown = name;
  for (const tab of tabs.children) {
    const own = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(own));
    tab.tabIndex = own ? 0 : -1;
  }
  for (const [key, body] of Object.entries(bodies)) body.hidden = key !== name;
  legend.hidden = name !== "wire";
  if (name === "wire") bodies.wire.scrollTop = bodies.wire.scrollHeight;
}
tabs.addEventListener("keydown", (event) => {
  const names = Object.keys(panels), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  pick(names[(names.indexOf(shown) + step + names.length) % names.length]);
  document.getElementById(`tab-${shown}`).focus();
});

export function toggle(open = drawer.hidden, panel = shown) {
  drawer.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("hood-open", open);
  if (open) { pick(panel); announceHeight(); }
  if (open && matchMedia(NARROW).matches) document.body.dataset.view = "hood";
  changed("view");
}
opener.addEventListener("click", () => toggle());
drawer.addEventListener("keydown", (event) => { if (event.key === "Escape") { toggle(false); opener.focus(); } });

// The top edge can be dragged, or moved with the arrow keys.
const LOWEST = 120, STEP = 40;
function resize(height) {
  drawer.style.setProperty("--height", `${Math.round(Math.max(LOWEST, Math.min(innerHeight - 160, height)))}px`);
  announceHeight();
}
function announceHeight() {
  for (const [name, value] of Object.entries({ valuemin: LOWEST, valuemax: innerHeight - 160, valuenow: drawer.clientHeight })) grip.setAttribute(`aria-${name}`, value);
}
grip.addEventListener("pointerdown", (event) => {
  grip.setPointerCapture(event.pointerId);
  grip.onpointermove = (move) => resize(innerHeight - move.clientY);
  grip.onpointerup = () => { grip.onpointermove = null; };
});
grip.addEventListener("keydown", (event) => {
  const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
  if (!step) return;
  event.preventDefault();
  resize(drawer.clientHeight + step);
});

// Wire

function line(entry) {
  const good = entry.status !== null && (entry.status === undefined || entry.status < 400);
  const mark = { event: "⇣", rest: "⇡", fal: "◆" }[entry.kind];
  const source = { event: "gateway event", rest: "REST request", fal: "fal request" }[entry.kind];
  const details = h("details", { class: `wire-line from-${entry.kind}${good ? "" : " bad"}` },
    h("summary", {}, h("time", {}, clockTime(entry.at)), h("span", { class: "mark", title: source }, h("span", { "aria-hidden": "true" }, mark), h("span", { class: "sr" }, source)), h("b", {}, entry.what),
      h("span", { class: "grow" }), entry.note && h("span", { class: "note" }, entry.note),
      entry.ms !== undefined && h("span", { class: "ms" }, `${entry.ms} ms`),
      entry.status !== undefined && h("span", { class: "status" }, entry.status === null ? "no answer" : String(entry.status))));
  details.addEventListener("toggle", async () => {
    if (!details.open || details.children.length > 1) return;
    const found = await wireEntry(entry.n);
    details.append(h("pre", { class: "code", tabindex: "0" }, JSON.stringify(found, null, 2)));
  });
  return details;
}

function addLine(entry) {
  const box = bodies.wire, atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  box.append(line(entry));
  while (box.children.length > MOST_LINES) box.firstChild.remove();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

// fal's queue

const STATES = { IN_QUEUE: "queued", IN_PROGRESS: "rendering", COMPLETED: "done", GONE: "cancelled" };
function drawQueue(requests) {
  fill(bodies.queue, requests.length === 0 && h("p", { class: "about" }, "No requests have been sent to fal yet."),
    requests.map((one) => h("article", { class: `request ${one.state.toLowerCase()}` },
      h("h4", {}, h("span", { class: "state" }, STATES[one.state] ?? one.state.toLowerCase()), one.state === "IN_QUEUE" && one.position !== undefined && h("span", {}, ` · ${one.position} ahead`), h("code", {}, one.id.slice(0, 8))),
      h("p", { class: "prompt" }, one.private ? "A private prompt of someone else" : one.prompt),
      one.logs.length > 0 && h("ul", { class: "logs" }, one.logs.map((log) => h("li", {}, log.message))))));
}

// Credits

const KINDS = { reserve: "reserved", settle: "settled", refund: "refunded", grant: "granted", reset: "reset" };
function drawLedger(ledger) {
  if (!ledger) { fill(bodies.ledger, h("p", { class: "about" }, "Credits belong to a server, and this channel has none.")); return; }
  const me = state.people.find((one) => one.username === state.who);
  fill(bodies.ledger,
    h("p", { class: "sum" }, h("b", {}, `${ledger.left} credits left`), ` for ${nameOf(me)} in ${ledger.server}: ${ledger.used} of today's ${ledger.allowance} used`, ledger.granted ? `, ${ledger.granted} granted` : "", ledger.blocked ? ", blocked" : "", `; renews ${ago(ledger.renews_at)}.`),
    ledger.entries.length > 0 && h("table", {},
      h("thead", {}, h("tr", {}, ["When", "What", "Credits", "Request", "By"].map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", {}, ledger.entries.map((one) => h("tr", {},
        h("td", {}, clockTime(one.at)), h("td", {}, KINDS[one.kind] ?? one.kind), h("td", { class: "number" }, one.credits > 0 ? `+${one.credits}` : String(one.credits).replace("-", "−")),
        h("td", {}, one.job ? h("code", {}, one.job) : ""), h("td", {}, one.actor ? nameOf(userById(one.actor)) : ""))))));
}

// Faults and time

const FAVOURITES = [
  ["Drop the gateway", "discord.gateway.drop"],
  ["fal answers 503 once", "fal.submit.503"],
  ["Expire the token", "discord.interaction.expired-token"],
  ["Discord answers 500 once", "discord.rest.500"],
  ["fal loses its answer", "fal.submit.taken-then-reset"],
  ["fal's queue is long", "fal.job.crowded"],
  ["The prompt is refused", "fal.job.policy-422"],
  ["A picture is missing", "fal.job.fewer-pictures"],
];
const GROUPS = { "discord.": "Discord", "fal.": "fal" };
const SPEEDS = [0.5, 1, 2, 5, 10];
const STEPS = [["1 minute", 60], ["15 minutes", 900], ["1 day", 86400]];

function drawFaults() {
  const { hood } = state;
  if (!hood) return;
  const known = new Map(hood.faults.map((one) => [one.name, one]));
  const arm = (name) => tryCall("/api/fault", { name });
  const button = ([words, name]) => known.has(name) && h("button", { type: "button", class: `fault${known.get(name).armed ? " armed" : ""}`, title: known.get(name).what, dataset: { key: name }, onclick: () => arm(name) },
    words, known.get(name).armed > 0 && h("span", { class: "armed-count" }, ` · strikes ${known.get(name).armed === 1 ? "next" : `${known.get(name).armed} times`}`));
  const all = h("select", { "aria-label": "Any fault" }, h("option", { value: "" }, "Any other fault…"), Object.entries(GROUPS).map(([prefix, label]) => h("optgroup", { label }, hood.faults.filter((one) => one.name.startsWith(prefix))
    .map((one) => h("option", { value: one.name }, `${one.what}${one.armed ? ` (${one.armed})` : ""} – ${one.name}`)))));
  all.addEventListener("change", () => { if (all.value) arm(all.value); });
  const armed = hood.faults.filter((one) => one.armed);
  const focused = bodies.faults.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  fill(bodies.faults,
    h("section", {}, h("h3", {}, "Break something"), h("div", { class: "buttons" }, FAVOURITES.map(button)), all,
      armed.length > 0 && h("p", { class: "about" }, `Armed: ${armed.map((one) => `${one.name} × ${one.armed}`).join(", ")}. `, h("button", { type: "button", class: "textual", dataset: { key: "clear" }, onclick: () => tryCall("/api/fault", { clear: true }) }, "Disarm"))),
    h("section", {}, h("h3", {}, "Time"), hood.movable
      ? [h("div", { class: "buttons", role: "group", "aria-label": "Speed of time" }, SPEEDS.map((one) => h("button", { type: "button", class: "fault", "aria-pressed": String(hood.speed === one), dataset: { key: `speed-${one}` }, onclick: () => tryCall("/api/clock", { speed: one }) }, `${one}×`))),
        h("div", { class: "buttons", role: "group", "aria-label": "Advance the clock" }, STEPS.map(([words, seconds]) => h("button", { type: "button", class: "fault", dataset: { key: words }, onclick: () => skip(seconds) }, `+ ${words}`))),
        h("p", { class: "about" }, "Discord, fal and the bot share this clock. Discord waits 3 seconds on it for an answer, and 15 minutes for the pictures.")]
      : h("p", { class: "about" }, "In live mode the clock cannot be moved.")));
  if (focused) bodies.faults.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

async function skip(seconds) {
  const found = await tryCall("/api/clock", { skip: seconds });
  if (found) toast(`It is ${new Date(found.now * 1000).toLocaleString("en-US", { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" })} now.${seconds >= 86400 ? " Daily credits were renewed." : ""}`);
}

function tick() {
  const { hood } = state;
  if (!hood) return;
  const at = new Date(sandboxNow() * 1000);
  const day = at.toDateString() === new Date().toDateString() ? "" : `${at.toLocaleDateString("en-US", { weekday: "short", day: "numeric", month: "short" })}, `;
  clock.textContent = `${day}${clockTime(sandboxNow())}${hood.speed === 1 ? "" : ` · ${hood.speed}×`}`;
}
setInterval(tick, 1000);

on("hello", (hello) => {
  fill(bodies.wire, hello.wire.map(line));
  setClock(hello.hood.now, hello.hood.speed);
  drawFaults();
  tick();
});
on("wire", addLine);
on("queue", drawQueue);
on("ledger", drawLedger);
on("hood", (hood) => { state.hood = hood; setClock(hood.now, hood.speed); drawFaults(); tick(); });
on("hood-faults", (armed) => {
  for (const one of state.hood?.faults ?? []) one.armed = armed[one.name] ?? 0;
  drawFaults();
});
pick("wire");
