### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = journal
command-quota-admin-audit = Voir qui a modifié quoi, du plus récent au plus ancien
audit-title = Modifications sur ce serveur, les plus récentes d’abord
audit-none = Rien n’a encore été modifié sur ce serveur.
audit-undone = (annulée)
audit-target-default = les membres sans limite propre
audit-did-set = { $who } a fixé la limite quotidienne à { $after } pour { $target } (avant : { $before })
audit-did-unset = { $who } a retiré la limite quotidienne de { $before } pour { $target }
audit-did-grant = { $credits ->
    [one] { $who } a offert { $credits } crédit à { $target }
   *[other] { $who } a offert { $credits } crédits à { $target }
}
audit-did-reset = { $credits ->
    [one] { $who } a réinitialisé l’utilisation du jour de { $target } ({ $credits } crédit)
   *[other] { $who } a réinitialisé l’utilisation du jour de { $target } ({ $credits } crédits)
}
audit-did-block = { $who } a bloqué { $target }
audit-did-unblock = { $who } a débloqué { $target }
audit-did-setting = { $who } a modifié « { $subject } » : { $before } → { $after }
audit-did-undo = { $who } a annulé #{ $number }
button-audit-newer = Plus récentes
button-audit-older = Plus anciennes
