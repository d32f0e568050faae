### /quota-admin.

admin-set = { $target } can now use { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day (was: { $before }).
admin-unset = Removed the daily limit of { $target } (was: { $before }). The next limit that applies to them is used instead.
admin-unset-nothing = { $target } has no individual limit. Nothing was changed.
admin-default-set = Members without an individual limit can now use { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day on this server (was: { $before }).
admin-default-unset = Removed this server's default limit (was: { $before }). The bot's default applies: { $operator ->
    [one] { $operator } credit
   *[other] { $operator } credits
} a day.
admin-before-none = not set
admin-grant = { $who } now has { $total ->
    [one] { $total } bonus credit
   *[other] { $total } bonus credits
} (+{ $credits }).
admin-reset = { $credits ->
    [0] { $who } hasn't used any credits today.
    [one] Reset today's usage of { $who }: { $credits } credit is available again.
   *[other] Reset today's usage of { $who }: { $credits } credits are available again.
}
admin-blocked = { $who } can no longer use Easel on this server.
admin-blocked-already = { $who } is already blocked. Nothing was changed.
admin-unblocked = { $who } can use Easel again.
admin-unblocked-already = { $who } isn't blocked. Nothing was changed.
