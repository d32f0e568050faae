// What a visitor does as somebody in the channel. The answer comes back by the stream; only a form
// that the bot opens is handed over here.

import { openForm } from "./form.js";
import { call, tryCall } from "./server.js";
import { seat } from "./state.js";

/** Do one act; a refusal is shown as a sentence. Resolves to what came of it, or `null`. */
export async function act(body) {
  return finish(await tryCall("/api/act", { ...seat(), ...body }), body);
}

/** The same, but a refusal is thrown for whoever shows it. */
export async function actOrThrow(body) {
  return finish(await call("/api/act", { ...seat(), ...body }), body);
}

function finish(outcome) {
  if (outcome?.form) {
    openForm(outcome.form, (values) => actOrThrow({ do: "submit", form: outcome.interaction, values }));
  }
  return outcome;
}

/** Run a slash command. */
export const slash = (path, options) => actOrThrow({ do: "slash", path, options });
