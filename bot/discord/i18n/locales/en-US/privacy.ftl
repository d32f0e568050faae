### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = Your own data: take it along, or have it erased
name-privacy-export = export
command-privacy-export = Everything that is stored about you, on all servers, in one file
name-privacy-delete = delete
command-privacy-delete = Erase your prompts and pictures here; asks once before
export-done = Everything that is stored about you: { $count ->
    [one] { $count } record
   *[other] { $count } records
}. Start with README.txt inside.
export-left-out = Discord's upload limit left no room for { $count ->
    [one] the oldest { $count } record
   *[other] the oldest { $count } records
}; the operator can hand them out.
export-direct = Your data could not be attached here, so it is in your direct messages.
export-readme =
    What Easel has stored about you, on every server where you have used it.
    Each file is a list of records as JSON, the newest first. Times are in UTC; ids are Discord's.
    Other people's ids are left out.

    generations    what you asked to draw: prompts, options, addresses of the pictures, what it cost
    ledger         every movement of your credits
    counters       what you used on each day, and the granted credits that you have left
    erased_use     what you had used today before you last had your data erased
    bot_state      when the model's content policy refused you before you last had your data erased, and when administrators were told
    limits         daily limits that administrators set for you
    blocks         servers on which drawing is switched off for you, and blocks that you made
    audit          changes that administrators made about you, and those that you made
    reports        pictures that you reported
    member_defaults  what you prefer where you say nothing
    reactions      repeat reactions of yours that were answered
export-readme-left = left out for lack of room:
refused-export-soon = You have just been given your data. Try again in a minute.
refused-export-undelivered = Discord took the file neither here nor as a direct message. Allow direct messages from this server, then try again.
button-erase = Erase my data
erase-question =
    Erase what Easel stores about you, on all servers? This cannot be undone.
    • Your prompts, the addresses of your pictures, your defaults and the links to your posts are removed. Granted credits that you have left are lost.
    • What the accounts need (when, how many credits) stays without your name.
    • Blocks and limits that administrators set for you stay, and what you have used today counts until the day is over, and refusals by the model's content policy for six hours.
    • Posts in channels are yours to delete; the operator's backups forget later.
    To keep a copy, use `/privacy { name-privacy-export }` first. This question expires { $until }.
erase-done = Done: { $count ->
    [one] { $count } request was
   *[other] { $count } requests were
} emptied, and what the accounts keep no longer names you. Posts in channels are yours to delete.
refused-erase-open = { $count ->
    [one] A request of yours is
   *[other] { $count } requests of yours are
} still being drawn. Let that finish, then ask again; nothing was erased.
refused-erase-late = That question is too old. Use `/privacy { name-privacy-delete }` again; nothing was erased.
refused-erase-not-yours = Only the person who asked can confirm that. Nothing was erased.
