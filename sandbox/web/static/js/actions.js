// Actions of the visitor as a user in the channel. Answers arrive by the event stream; only a form that the
// bot opens is returned here.

import { openForm } from "./form.js";
import { call, tryCall } from "./server.js";
import { position } from "./state.js";

/** Perform an action; a refusal is shown as a toast. Resolves to the outcome, or `null`. */
export async function act(body) {
  const from = position();
  return finish(await tryCall("/api/act", { ...from, ...body }), from);
}

/** Perform an action; a refusal is thrown. */
export async function actOrThrow(body) {
  const from = position();
  return finish(await call("/api/act", { ...from, ...body }), from);
}

/** Open the outcome's form, unless the visitor has switched to another user meanwhile. */
function finish(outcome, from) {
  if (outcome?.form && from.as === position().as) {
    openForm(outcome.form, (values) => actOrThrow({ ...from, do: "submit", form: outcome.interaction, values }));
  }
  return outcome;
}

/** Run a slash command. */
export const slash = (path, options) => actOrThrow({ do: "slash", path, options });
