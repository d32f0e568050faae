// The message list: keeps the elements and updates only the parts that changed.

import { fill, h } from "./dom.js";
import { changed, hereNow, on, sandboxNow, state } from "./state.js";
import { drawMessage } from "./message.js";
import { dayInWords } from "./time.js";
import { toast } from "./toast.js";

const list = document.getElementById("messages");
const GROUP_SECONDS = 7 * 60;
const shown = new Map();
const toNewest = h("button", { type: "button", class: "to-newest", hidden: true, onclick: () => follow() }, "Jump to the newest message ↓");
list.after(toNewest);
let following = true;

// The channel and its messages change their height after they were added.
const sizes = new ResizeObserver(() => { if (following) follow(); });
sizes.observe(list);

const inOrder = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Show exactly these messages. */
export function showAll(messages) {
  shown.clear();
  fill(list);
  for (const message of messages) put(message);
  if (!messages.length) list.append(welcome());
  regroup();
  follow();
}

/** Show a new or changed message. */
export function showOne(message) {
  list.querySelector(".welcome")?.remove();
  const fresh = !shown.has(message.id);
  put(message);
  regroup();
  const own = message.author.id === state.me || message.interaction_metadata?.user.id === state.me;
  if (following || (fresh && own)) follow();
  else if (fresh) toNewest.hidden = false;
  changed("message", message);
}

/** Remove a message. */
export function remove(id) {
  const entry = shown.get(id);
  if (!entry) return;
  if (entry.node.contains(document.activeElement)) list.focus();
  entry.divider?.remove();
  entry.node.remove();
  shown.delete(id);
  regroup();
  for (const other of shown.values()) {
    if (other.message.message_reference?.message_id === id) other.draw({ ...other.message, referenced_message: null });
  }
  if (!shown.size) list.append(welcome());
}

/** Scroll to a message and highlight it briefly. */
export function goTo(id) {
  const node = shown.get(id)?.node;
  if (!node) { toast("This message was deleted or is too old to be shown."); return; }
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  node.classList.add("found");
  setTimeout(() => node.classList.remove("found"), 1800);
}

function put(message) {
  const known = shown.get(message.id);
  if (known) {
    known.draw(message);
    known.message = message;
    return;
  }
  const { node, draw } = drawMessage(message);
  shown.set(message.id, { node, draw, message });
  sizes.observe(node);
  const after = [...shown.keys()].filter((id) => inOrder(id, message.id) > 0).sort(inOrder)[0];
  list.insertBefore(node, after ? shown.get(after).divider ?? shown.get(after).node : null);
}

/** Consecutive messages of one author share a header, as in Discord. */
function regroup() {
  let before = null;
  for (const id of [...shown.keys()].sort(inOrder)) {
    const { node, message } = shown.get(id);
    const own = message.interaction_metadata || message.message_reference;
    const close = before && before.author.id === message.author.id && before.ephemeral === message.ephemeral
      && (Date.parse(message.timestamp) - Date.parse(before.timestamp)) / 1000 < GROUP_SECONDS;
    node.classList.toggle("joined", Boolean(close && !own));
    const day = dayOf(Date.parse(message.timestamp));
    const begins = day !== (before ? dayOf(Date.parse(before.timestamp)) : dayOf(sandboxNow() * 1000));
    const entry = shown.get(id);
    if (!begins) { entry.divider?.remove(); entry.divider = null; }
    else {
      entry.divider ??= h("div", { class: "divider", role: "separator" }, h("span", {}));
      fill(entry.divider.firstChild, dayInWords(Date.parse(message.timestamp) / 1000));
      if (entry.divider.nextSibling !== node) node.before(entry.divider);
    }
    before = message;
  }
}

const dayOf = (at) => new Date(at).toDateString();

function welcome() {
  const here = hereNow();
  const direct = here?.direct;
  return h("div", { class: "welcome" },
    h("p", { class: "big" }, direct ? "Your direct messages with Easel" : `Welcome to #${here?.name ?? ""}`),
    h("p", {}, direct
      ? "Easel writes here when it cannot answer where you asked."
      : ["Nothing has been drawn here yet. Press ", h("kbd", {}, "/"), " and choose ", h("b", {}, "imagine"), ", or press ", h("b", {}, "Run"), " on the card."]));
}

/** Scroll to the end, and stay there until the reader scrolls up. */
function follow() {
  following = true;
  toNewest.hidden = true;
  list.scrollTop = list.scrollHeight;
}

// A growing message never lowers scrollTop: only a reader's scroll (or a jump) does, while the sizes stay the same.
let last = { top: 0, height: 0, room: 0 };
list.addEventListener("scroll", () => {
  const now = { top: list.scrollTop, height: list.scrollHeight, room: list.clientHeight };
  if (now.height - now.top - now.room < 2) { following = true; toNewest.hidden = true; }
  else if (now.top < last.top && now.height === last.height && now.room === last.room) following = false;
  last = now;
});

list.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const here = document.activeElement;
  if (here !== list && !here.classList.contains("message")) return;
  const all = [...list.querySelectorAll(".message")];
  const at = here === list ? all.length : all.indexOf(here);
  const next = all[event.key === "ArrowUp" ? at - 1 : at + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

document.addEventListener("click", (event) => {
  const jump = event.target.closest("a.jump");
  if (!jump) return;
  event.preventDefault();
  const { channel, message } = jump.dataset;
  if (channel === state.here) goTo(message);
  else changed("go", { channel, message });
});

on("hood", regroup);
on("refresh-names", () => { regroup(); for (const entry of shown.values()) entry.draw(entry.message, true); });
