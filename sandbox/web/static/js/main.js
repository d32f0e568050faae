// The page's entry point: opens the event stream and passes its events to the other modules.

import { fill, h, icon } from "./dom.js";
import "./bot.js";
import "./composer.js";
import "./hood.js";
import "./intro.js";
import "./places.js";
import "./playground.js";
import { goTo, remove, showAll, showOne } from "./messages.js";
import { openStream } from "./server.js";
import { changed, on, state } from "./state.js";

const banner = document.getElementById("banner");
let wanted = null, next = null;

const address = () => new URLSearchParams(location.hash.slice(1));

/** Switch user or channel. Both are in the URL, so that a reload keeps them. */
function go({ who = state.who, channel = state.here ?? "", message = null, then = null }) {
  state.who = who;
  wanted = message;
  next = then;
  changed("switch");
  openStream(who, channel, onEvent, connection);
}

const HANDLERS = {
  hello(data) {
    const me = data.people.find((one) => one.id === data.me);
    Object.assign(state, { me: data.me, who: me.username, here: data.here, bot: data.bot, live: data.live, running: data.running, hood: data.hood, model: data.model, fal: data.fal });
    state.unread.delete(data.here);
    setPlace(data);
    history.replaceState(null, "", `#${new URLSearchParams({ as: state.who, in: state.here })}`);
    const mode = document.getElementById("mode");
    mode.textContent = data.live ? "live: real pictures, real cost" : "sandbox: no account, no cost";
    mode.classList.toggle("live", data.live);
    changed("hello", data);
    showAll(data.messages);
    if (wanted) goTo(wanted);
    wanted = null;
    next?.();
    next = null;
    document.body.dataset.ready = "true";
  },
  message: showOne,
  gone: (data) => remove(data.id),
  place(data) { setPlace(data); changed("refresh-names"); },
  elsewhere(data) { state.unread.add(data.channel); changed("unread"); },
  wire: (data) => changed("wire", data),
  queue: (data) => changed("queue", data),
  ledger: (data) => changed("ledger", data),
  hood: (data) => changed("hood", data),
  bot: ({ running }) => { state.running = running; changed("running"); },
  "hood-faults": (data) => changed("hood-faults", data),
};
const onEvent = (name, data) => HANDLERS[name](data);

function setPlace(data) {
  Object.assign(state, { people: data.people, languages: data.languages, places: data.places, names: data.names, commands: data.commands });
  changed("place");
}

const TROUBLE = {
  closed: "The sandbox was restarted. Open the new link shown in its terminal.",
  lost: "The connection to the sandbox was lost. Reconnecting…",
  gone: "The sandbox is not running. Start it again with make playground; this page then reconnects.",
  resting: "This tab is paused because other tabs of this page are open. Click anywhere to resume.",
};
const LOST_MS = 6000;
let resting = false, lostTimer = 0;
function connection(how) {
  if (how !== "lost") { clearTimeout(lostTimer); lostTimer = 0; }
  else lostTimer ||= setTimeout(() => { banner.textContent = TROUBLE.gone; }, LOST_MS);
  if (how === "lost" && banner.textContent === TROUBLE.gone) return;
  resting = how === "resting";
  banner.hidden = how === "open";
  banner.textContent = TROUBLE[how] ?? "";
}

// Browsers limit the connections of all tabs together: the tab in use reconnects.
function wake() {
  if (!resting || document.hidden) return;
  resting = false;
  openStream(state.who, state.here ?? "", onEvent, connection);
}
for (const sign of ["focus", "pointerdown", "keydown"]) addEventListener(sign, wake);

// Views: side by side on wide screens, one at a time on a phone.

const views = document.getElementById("views");
const VIEWS = { channel: ["Channel", "hash"], card: ["Playground", "spark"], hood: ["Under the hood", "eye"] };
const LANDMARKS = { card: "complementary", hood: "region" };
function drawViews() {
  // The only visible view is the main one.
  for (const [name, role] of Object.entries(LANDMARKS)) document.getElementById(name).setAttribute("role", document.body.dataset.view === name ? "main" : role);
  fill(views, Object.entries(VIEWS).map(([name, [words, picture]]) => h("button", {
    type: "button", "aria-current": document.body.dataset.view === name ? "page" : null,
    onclick: () => { document.body.dataset.view = name; document.getElementById("hood").hidden = name !== "hood"; drawViews(); },
  }, icon(picture), words)));
}
on("view", drawViews);
drawViews();

const theme = document.getElementById("theme");
fill(theme, icon("theme"));
theme.addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).colorScheme.startsWith("dark");
  const next = dark ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try { localStorage.setItem("easel-theme", next); } catch { /* not remembered then */ }
});

// The URL may be edited, or pasted from another tab.
addEventListener("hashchange", () => {
  const there = address(), who = there.get("as") ?? state.who, channel = there.get("in") ?? "";
  if (who !== state.who || channel !== state.here) go({ who, channel });
});

// The URL's fragment holds user and channel, so this link must not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.body.dataset.view = "channel";
  drawViews();
  document.querySelector("#composer input, #composer textarea").focus();
});

on("go", go);
const start = address();
go({ who: start.get("as") ?? "alice", channel: start.get("in") ?? "" });
