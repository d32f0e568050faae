// The page's side of the wire: one stream of what happens, and a few calls.

import { toast } from "./toast.js";

let stream = null;

/** Take a seat as `who` in `where`; `told(event, data)` hears everything from then on. */
export function takeSeat(who, where, told, state) {
  stream?.close();
  const mine = stream = new EventSource(`/api/stream?${new URLSearchParams({ as: who, in: where })}`);
  for (const name of ["hello", "message", "gone", "elsewhere", "place", "wire", "queue", "books", "hood", "hood-faults"]) {
    mine.addEventListener(name, (event) => { if (mine === stream) told(name, JSON.parse(event.data)); });
  }
  mine.addEventListener("rest", () => { if (mine === stream) { mine.close(); state("resting"); } });
  mine.onopen = () => state("open");
  mine.onerror = () => { if (mine === stream) state(mine.readyState === EventSource.CLOSED ? "closed" : "lost"); };
}

/** A call that answers JSON. What the server refuses is thrown as a sentence. */
export async function call(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
  const text = await answer.text();
  let data;
  try { data = JSON.parse(text); } catch { data = { problem: text.trim() || "The sandbox gave no answer." }; }
  if (!answer.ok || data.problem) throw new Error(data.problem ?? "The sandbox could not do that.");
  return data;
}

/** The same, where a refusal is shown at the edge of the page and nothing else follows from it. */
export async function tryCall(path, body) {
  try {
    return await call(path, body);
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** The details of one line of the wire. */
export async function wireEntry(number) {
  try {
    return await (await fetch(`/api/wire/${number}`)).json();
  } catch {
    return { problem: "The sandbox does not answer. Is it still running?" };
  }
}
