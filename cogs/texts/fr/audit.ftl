### /quota-admin audit: who changed what.

name-quota-admin-audit = journal
command-quota-admin-audit = Voir qui a changé quoi, du plus récent au plus ancien
audit-title = Changements sur ce serveur, les plus récents d’abord
audit-none = Rien n’a encore été changé sur ce serveur.
audit-undone = (annulé)
audit-target-default = tous ceux sans limite propre
audit-did-set = { $who } a fixé la limite quotidienne à { $after } pour { $target } (avant : { $before })
audit-did-unset = { $who } a retiré la limite quotidienne de { $before } pour { $target }
audit-did-grant = { $credits ->
    [one] { $who } a donné { $credits } crédit à { $target }
   *[other] { $who } a donné { $credits } crédits à { $target }
}
audit-did-reset = { $credits ->
    [one] { $who } a remis à zéro la journée de { $target } ({ $credits } crédit rendu)
   *[other] { $who } a remis à zéro la journée de { $target } ({ $credits } crédits rendus)
}
audit-did-block = { $who } a bloqué { $target }
audit-did-unblock = { $who } a débloqué { $target }
audit-did-setting = { $who } a changé { $subject } : { $before } → { $after }
audit-did-undo = { $who } a annulé #{ $number }
button-audit-newer = Plus récents
button-audit-older = Plus anciens
