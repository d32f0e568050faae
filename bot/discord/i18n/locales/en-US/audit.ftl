### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = audit
command-quota-admin-audit = See who changed what, newest first
audit-title = Changes on this server, newest first
audit-none = Nothing has been changed on this server yet.
audit-undone = (undone)
audit-target-default = members without an individual limit
audit-did-set = { $who } set the daily limit of { $target } to { $after } (was: { $before })
audit-did-unset = { $who } removed the daily limit of { $target } (was: { $before })
audit-did-grant = { $credits ->
    [one] { $who } gave { $target } { $credits } bonus credit
   *[other] { $who } gave { $target } { $credits } bonus credits
}
audit-did-reset = { $credits ->
    [one] { $who } reset the daily usage of { $target } ({ $credits } credit)
   *[other] { $who } reset the daily usage of { $target } ({ $credits } credits)
}
audit-did-block = { $who } blocked { $target }
audit-did-unblock = { $who } unblocked { $target }
audit-did-setting = { $who } changed “{ $subject }”: { $before } → { $after }
audit-did-undo = { $who } undid #{ $number }
button-audit-newer = Newer
button-audit-older = Older
