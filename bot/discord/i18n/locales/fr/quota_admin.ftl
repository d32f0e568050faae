### /quota-admin.

admin-set = { $target } peut maintenant utiliser { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour (avant : { $before }).
admin-unset = La limite quotidienne de { $target } a été retirée (elle était de { $before }). La limite suivante s’applique.
admin-unset-nothing = { $target } n’a pas de limite propre. Rien n’a été modifié.
admin-default-set = Les membres sans limite propre peuvent maintenant utiliser { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour sur ce serveur (avant : { $before }).
admin-default-unset = La limite par défaut de ce serveur a été retirée (elle était de { $before }). Celle du bot s’applique : { $operator ->
    [one] { $operator } crédit
   *[other] { $operator } crédits
} par jour.
admin-before-none = non définie
admin-grant = { $who } a maintenant { $total ->
    [one] { $total } crédit offert
   *[other] { $total } crédits offerts
} (+{ $credits }).
admin-reset = { $credits ->
    [0] { $who } n’a utilisé aucun crédit aujourd’hui.
    [one] Utilisation du jour de { $who } réinitialisée : { $credits } crédit est de nouveau disponible.
   *[other] Utilisation du jour de { $who } réinitialisée : { $credits } crédits sont de nouveau disponibles.
}
admin-blocked = { $who } ne peut plus utiliser Easel sur ce serveur.
admin-blocked-already = { $who } fait déjà l’objet d’un blocage. Rien n’a été modifié.
admin-unblocked = { $who } peut à nouveau utiliser Easel.
admin-unblocked-already = { $who } ne fait l’objet d’aucun blocage. Rien n’a été modifié.
