// What the server has told, and who wants to hear of it. Nothing here outlives a reload: the
// server has everything, and the address bar says who one is and where.

export const state = {
  who: "alice",
  me: null,
  here: null,
  bot: null,
  live: false,
  people: [],
  languages: [],
  places: [],
  names: { users: [], roles: [], channels: [] },
  commands: [],
  model: null,
  hood: null,
  unread: new Set(),
};

const listeners = new Map();

/** Call `act` whenever `topic` changed. */
export function on(topic, act) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(act);
}

/** Say that `topic` changed. */
export function changed(topic, data) {
  for (const act of listeners.get(topic) ?? []) act(data);
}

/** The channel that is open, as the list of places has it. */
export function hereNow() {
  for (const place of state.places) {
    const found = place.channels.find((one) => one.id === state.here);
    if (found) return { ...found, server: place.name };
  }
  return null;
}

/** Who and where, as every act needs it. */
export const seat = () => ({ as: state.who, in: state.here });

/** A command's, option's or choice's name, or its description, as this person's client shows it. */
export const named = (part, key = "name") => part[`${key}_localized`] || part[key] || "";

export const userById = (id) => state.names.users.find((one) => one.id === id);
export const roleById = (id) => state.names.roles.find((one) => one.id === id);
export const channelById = (id) => state.names.channels.find((one) => one.id === id);
export const nameOf = (user) => user?.global_name || user?.username || "somebody";

let clock = { at: Date.now() / 1000, real: Date.now(), speed: 1 };
/** Hear what time it is in the sandbox, and how fast it runs. */
export function setClock(now, speed) {
  clock = { at: now, real: Date.now(), speed };
}
/** Epoch seconds in the sandbox. */
export const sandboxNow = () => clock.at + ((Date.now() - clock.real) / 1000) * clock.speed;
