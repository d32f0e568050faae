// What a visitor does as somebody in the channel. The answer comes back by the stream; only a form
// that the bot opens is handed over here.

import { openForm } from "./form.js";
import { call, tryCall } from "./server.js";
import { seat } from "./state.js";

/** Do one act; a refusal is shown as a sentence. Resolves to what came of it, or `null`. */
export async function act(body) {
  const from = seat();
  return finish(await tryCall("/api/act", { ...from, ...body }), from);
}

/** The same, but a refusal is thrown for whoever shows it. */
export async function actOrThrow(body) {
  const from = seat();
  return finish(await call("/api/act", { ...from, ...body }), from);
}

/** A form belongs to whoever asked for it: who has become somebody else meanwhile does not see it. */
function finish(outcome, from) {
  if (outcome?.form && from.as === seat().as) {
    openForm(outcome.form, (values) => actOrThrow({ ...from, do: "submit", form: outcome.interaction, values }));
  }
  return outcome;
}

/** Run a slash command. */
export const slash = (path, options) => actOrThrow({ do: "slash", path, options });
