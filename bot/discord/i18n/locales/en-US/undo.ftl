### /quota-admin undo and previews of changes.

name-quota-admin-undo = undo
command-quota-admin-undo = Undo the last change; you confirm it first
optname-preview = preview
option-preview = Only show what would change and for how many members
undo-question = Undo this change?
undo-done = Undone
undo-nothing = There's nothing to undo.
undo-kept = Nothing was changed.
undo-effect-grant = { $credits ->
    [one] { $who } loses { $credits } bonus credit.
   *[other] { $who } loses { $credits } bonus credits.
}
undo-effect-reset = { $credits ->
    [one] { $who }'s usage for today will go back up by { $credits } credit.
   *[other] { $who }'s usage for today will go back up by { $credits } credits.
}
undo-done-effect-grant = { $credits ->
    [one] { $who } lost { $credits } bonus credit.
   *[other] { $who } lost { $credits } bonus credits.
}
undo-done-effect-reset = { $credits ->
    [one] { $who }'s usage for today went back up by { $credits } credit.
   *[other] { $who }'s usage for today went back up by { $credits } credits.
}
undo-used = { $used ->
    [one] { $used } of these credits is already spent and stays spent.
   *[other] { $used } of these credits are already spent and stay spent.
}
undo-refused-unknown = That change doesn't exist on this server. Nothing was changed.
undo-refused-already = { $who } already undid this. Nothing was changed.
undo-refused-undo = This entry is itself an undo. To reverse it, make the original change again. Nothing was changed.
undo-refused-nothing = This entry changed nothing, so there's nothing to undo.
undo-refused-changed = This was changed again later. Check `/quota-admin { name-quota-admin-audit }` and set the value you want. Nothing was changed.
undo-refused-spent = All of these credits are already spent, so there's nothing to undo.
undo-refused-day = The day of this reset is over, so there's nothing to undo.
undo-refused-erased = This member's data was erased, so there's nothing to undo.
button-undo = Undo
button-undo-confirm = Yes, undo
button-undo-keep = Keep it
preview-title = Preview: nothing has been changed
preview-limit = { $target }: { $before } → { $after } credits a day
preview-role = { $members ->
    [one] -# { $members } member has this role. Individual limits and higher limits from other roles take precedence.
   *[other] -# { $members } members have this role. Individual limits and higher limits from other roles take precedence.
}
preview-everyone = { $members ->
    [one] -# This server has about { $members } member. Individual and role limits take precedence.
   *[other] -# This server has about { $members } members. Individual and role limits take precedence.
}
preview-askers = { $members ->
    [0] -# No pictures have been requested here since { $since }.
    [one] -# { $members } member has requested pictures here since { $since }.
   *[other] -# { $members } members have requested pictures here since { $since }.
}
