### /quota-admin.

admin-set = { $target } may now use { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day (before: { $before }).
admin-unset = The daily limit of { $target } is removed (it was { $before }). The next rule that fits applies.
admin-unset-nothing = { $target } had no limit of their own; nothing was changed.
admin-default-set = Everyone without their own limit may now use { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day here (before: { $before }).
admin-default-unset = This server's default is removed (it was { $before }); the bot's own default applies: { $operator ->
    [one] { $operator } credit
   *[other] { $operator } credits
} a day.
admin-before-none = none
admin-grant = { $who } has { $credits ->
    [one] { $credits } more credit
   *[other] { $credits } more credits
}; { $total } granted credits are kept until used.
admin-reset = { $credits ->
    [0] { $who } had nothing to reset today.
    [one] { $credits } credit of today is back with { $who }.
   *[other] { $credits } credits of today are back with { $who }.
}
admin-blocked = { $who } can no longer draw on this server.
admin-blocked-already = { $who } is blocked already; nothing was changed.
admin-unblocked = { $who } can draw again.
admin-unblocked-already = { $who } is not blocked; nothing was changed.
