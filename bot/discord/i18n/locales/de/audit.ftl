### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = protokoll
command-quota-admin-audit = Sehen, wer was geändert hat, das Neueste zuerst
audit-title = Änderungen auf diesem Server, die neuesten zuerst
audit-none = Auf diesem Server wurde noch nichts geändert.
audit-undone = (zurückgenommen)
audit-target-default = Mitglieder ohne eigenes Limit
audit-did-set = { $who } hat das Tageslimit auf { $after } gesetzt für: { $target } (vorher: { $before })
audit-did-unset = { $who } hat das Tageslimit aufgehoben für: { $target } (vorher: { $before })
audit-did-grant = { $credits ->
    [one] { $who } hat { $target } { $credits } Bonus-Credit geschenkt
   *[other] { $who } hat { $target } { $credits } Bonus-Credits geschenkt
}
audit-did-reset = { $credits ->
    [one] { $who } hat den Tagesverbrauch von { $target } zurückgesetzt ({ $credits } Credit)
   *[other] { $who } hat den Tagesverbrauch von { $target } zurückgesetzt ({ $credits } Credits)
}
audit-did-block = { $who } hat { $target } gesperrt
audit-did-unblock = { $who } hat { $target } entsperrt
audit-did-setting = { $who } hat „{ $subject }“ geändert: { $before } → { $after }
audit-did-undo = { $who } hat #{ $number } zurückgenommen
button-audit-newer = Neuere
button-audit-older = Ältere
