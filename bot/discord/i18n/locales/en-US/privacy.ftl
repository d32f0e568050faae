### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = Export or delete your data
name-privacy-export = export
command-privacy-export = Download everything stored about you, from all servers, in one file
name-privacy-delete = delete
command-privacy-delete = Erase your prompts and picture links on all servers; you confirm it first
name-privacy-editing = editing
command-privacy-editing = Choose whether others may edit your pictures with Easel, on all servers
optname-allowed = allowed
option-editing-allowed = Whether others may edit your pictures, where a server lets them
editing-allowed-done = Others may edit your pictures where the server allows it.
editing-refused-done = Only you can edit your pictures with Easel now.
export-done = Everything stored about you: { $count ->
    [one] { $count } record
   *[other] { $count } records
}. Start with README.txt in the archive.
export-left-out = { $count ->
    [one] The oldest { $count } record
   *[other] The oldest { $count } records
} didn't fit within Discord's upload limit. Ask the operator for the rest.
export-direct = The file couldn't be attached here, so it's in your DMs.
export-readme =
    Everything Easel has stored about you, from every server where you used it.
    Each file is a JSON list of records, newest first. Times are in UTC; IDs are Discord's.
    Other people's IDs are left out.
    generations    your requests: prompts, options, picture links, cost
    ledger         every credit transaction
    counters       your usage per day, and the bonus credits you have left
    erased_use     your usage today before you last erased your data
    bot_state      when the content policy blocked your prompts before you last erased your data, and when admins were notified
    limits         daily limits that admins set for you
    blocks         servers where you are blocked, and blocks that you made
    audit          changes that admins made about you, and changes that you made
    reports        pictures you reported
    member_defaults  your default options
    reactions      your 🔁 reactions that Easel has processed
    edit_opt_outs  your choice that others may not edit your pictures
    edit_consents  edits of single pictures that you allowed, or were allowed, in the last day
export-readme-left = left out because of the size limit:
refused-export-soon = You just downloaded your data. Try again in a minute.
refused-export-undelivered = Discord accepted the file neither here nor in your DMs. Allow DMs from this server and try again.
button-erase = Erase my data
erase-repeats = other members' repeats of your pictures keep their pictures, but lose your prompt once they are finished.
erase-repeats-kept = your prompts stay in other members' repeats of your pictures.
erase-question =
    Erase what Easel stores about you, on all servers? This can't be undone.
    • **Erased:** your prompts, picture links, defaults and links to your posts. Bonus credits are lost.
    • **Kept:** your credit history without your name, blocks and limits set by admins, your choice about edits of your pictures, today's usage until the day ends, and content policy blocks for six hours.
    • **Repeats:** { $repeats }
    • **Not affected:** posts in channels, which you can delete yourself, and the operator's backups, which are removed later.
    To keep a copy, use `/privacy { name-privacy-export }` first. This confirmation expires { $until }.
erase-done = Done: your data was removed from { $count ->
    [one] { $count } request
   *[other] { $count } requests
}, and the credit history no longer names you. Posts in channels are yours to delete.
refused-erase-open = { $count ->
    [one] One of your requests is
   *[other] { $count } of your requests are
} still in progress. Wait until it's finished, then try again. Nothing was erased.
refused-erase-late = That confirmation has expired. Use `/privacy { name-privacy-delete }` again. Nothing was erased.
refused-erase-not-yours = Only the person who started this can confirm it. Nothing was erased.
