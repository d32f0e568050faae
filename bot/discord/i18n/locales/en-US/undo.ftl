### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = undo
command-quota-admin-undo = Undo the last change; you see it first
optname-preview = preview
option-preview = Only show what it would change and for how many
undo-question = Undo this?
undo-done = Undone
undo-nothing = There is no change to undo.
undo-kept = Nothing was changed.
undo-effect-grant = { $credits ->
    [one] { $credits } credit is taken from { $who }.
   *[other] { $credits } credits are taken from { $who }.
}
undo-effect-reset = { $credits ->
    [one] { $credits } credit counts again as used today by { $who }.
   *[other] { $credits } credits count again as used today by { $who }.
}
undo-done-effect-grant = { $credits ->
    [one] { $credits } credit was taken from { $who }.
   *[other] { $credits } credits were taken from { $who }.
}
undo-done-effect-reset = { $credits ->
    [one] { $credits } credit counts again as used today by { $who }.
   *[other] { $credits } credits count again as used today by { $who }.
}
undo-used = { $used ->
    [one] { $used } credit of it is spent already and stays spent.
   *[other] { $used } credits of it are spent already and stay spent.
}
undo-refused-unknown = There is no such change on this server. Nothing was changed.
undo-refused-already = { $who } has undone this already. Nothing was changed.
undo-refused-undo = This entry undid another change; make that change again instead. Nothing was changed.
undo-refused-nothing = This changed nothing, so there is nothing to undo.
undo-refused-changed = This has been changed since: see `/quota-admin { name-quota-admin-audit }` and set what you want. Nothing was changed.
undo-refused-spent = These credits are all spent, so there is nothing to undo.
undo-refused-day = The day of this reset is over, so there is nothing to undo.
button-undo = Undo
button-undo-confirm = Undo it
button-undo-keep = Leave it
preview-title = Preview: nothing is changed
preview-limit = { $target }: { $before } → { $after } credits a day
preview-role = { $members ->
    [one] -# { $members } member has this role. A limit of their own or a higher role's goes first.
   *[other] -# { $members } members have this role. A limit of their own or a higher role's goes first.
}
preview-everyone = { $members ->
    [one] -# This server has about { $members } member. A limit of their own or of a role goes first.
   *[other] -# This server has about { $members } members. A limit of their own or of a role goes first.
}
preview-askers = { $members ->
    [0] -# Nobody has asked for pictures here since { $since }.
    [one] -# { $members } member has asked for pictures here since { $since }.
   *[other] -# { $members } members have asked for pictures here since { $since }.
}
