// The page's state and its listeners. Nothing survives a reload: the server has everything, and the URL holds the
// user and the channel.

export const state = {
  who: "alice",
  me: null,
  here: null,
  bot: null,
  live: false,
  // null: this page cannot kill the bot.
  running: null,
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

/** Call `act` whenever `topic` changes. */
export function on(topic, act) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(act);
}

/** Notify the listeners of `topic`. */
export function changed(topic, data) {
  for (const act of listeners.get(topic) ?? []) act(data);
}

/** The open channel, as in the channel list. */
export function hereNow() {
  for (const place of state.places) {
    const found = place.channels.find((one) => one.id === state.here);
    if (found) return { ...found, server: place.name };
  }
  return null;
}

/** User and channel, as every action needs them. */
export const position = () => ({ as: state.who, in: state.here });

/** The localised name or description of a command, option or choice. */
export const named = (part, key = "name") => part[`${key}_localized`] || part[key] || "";

/** The members of this server, bots last. */
export const membersHere = () => state.names.users.filter((one) => one.here).sort((a, b) => Boolean(a.bot) - Boolean(b.bot));

export const userById = (id) => state.names.users.find((one) => one.id === id);
export const roleById = (id) => state.names.roles.find((one) => one.id === id);
export const channelById = (id) => state.names.channels.find((one) => one.id === id);
export const nameOf = (user) => user?.global_name || user?.username || "unknown user";

let clock = { at: Date.now() / 1000, real: Date.now(), speed: 1 };
/** Set the sandbox's time and speed. */
export function setClock(now, speed) {
  clock = { at: now, real: Date.now(), speed };
}
/** The sandbox's time in epoch seconds. */
export const sandboxNow = () => clock.at + ((Date.now() - clock.real) / 1000) * clock.speed;
