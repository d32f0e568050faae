// The page's client: the event stream and the calls to the server.

import { toast } from "./toast.js";

const RETRY_MS = 2000;
let stream = null;

/** Open the stream of user `who` in channel `where`; `onEvent(event, data)` gets its events. */
export function openStream(who, where, onEvent, state) {
  stream?.close();
  const mine = stream = new EventSource(`/api/stream?${new URLSearchParams({ as: who, in: where })}`);
  for (const name of ["hello", "message", "gone", "elsewhere", "place", "wire", "queue", "ledger", "hood", "hood-faults", "bot"]) {
    mine.addEventListener(name, (event) => { if (mine === stream) onEvent(name, JSON.parse(event.data)); });
  }
  mine.addEventListener("rest", () => { if (mine === stream) { mine.close(); state("resting"); } });
  mine.onopen = () => state("open");
  mine.onerror = () => {
    if (mine !== stream) return;
    state("lost");
    // Some browsers give up if the connection is refused.
    if (mine.readyState === EventSource.CLOSED) revive(mine, () => openStream(who, where, onEvent, state), state);
  };
}

/** Call `reopen` as soon as the sandbox is back and knows this browser. */
async function revive(mine, reopen, state) {
  if (mine !== stream) return;
  try {
    const { status } = await fetch("/api/wire");
    if (status === 403) state("closed");
    else reopen();
  } catch {
    setTimeout(() => revive(mine, reopen, state), RETRY_MS);
  }
}

/** A JSON call. A refusal is thrown as a sentence. */
export const call = (path, body) => send(path, "application/json", JSON.stringify(body));

/** Upload a file as the user in `position`; resolves to its ID. A refusal is thrown as a sentence. */
export async function upload(file, position) {
  return (await send(`/api/upload?${new URLSearchParams({ ...position, name: file.name })}`, "application/octet-stream", file)).id;
}

async function send(path, type, body) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers: { "Content-Type": type }, body });
  } catch {
    throw new Error("The sandbox does not respond. Is it still running?");
  }
  const text = await answer.text();
  let data;
  try { data = JSON.parse(text); } catch { data = { problem: text.trim() || "The sandbox sent no response." }; }
  if (!answer.ok || data.problem) throw new Error(data.problem ?? "The sandbox could not do that.");
  return data;
}

/** A JSON call whose refusal is only shown as a toast. */
export async function tryCall(path, body) {
  try {
    return await call(path, body);
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** The details of one line of traffic. */
export async function wireEntry(number) {
  try {
    return await (await fetch(`/api/wire/${number}`)).json();
  } catch {
    return { problem: "The sandbox does not respond. Is it still running?" };
  }
}
