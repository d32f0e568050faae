### /quota-admin.

admin-set = { $target } peut maintenant utiliser { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour (avant : { $before }).
admin-unset = La limite quotidienne de { $target } est retirée (elle était de { $before }). La prochaine règle qui convient s’applique.
admin-unset-nothing = { $target } n’avait pas de limite propre ; rien n’a été modifié.
admin-default-set = Sans limite propre, chaque membre peut maintenant utiliser ici { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour (avant : { $before }).
admin-default-unset = La valeur par défaut de ce serveur est retirée (elle était de { $before }) ; celle du bot s’applique : { $operator ->
    [one] { $operator } crédit
   *[other] { $operator } crédits
} par jour.
admin-before-none = aucune limite
admin-grant = { $who } a { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} de plus ; en tout, { $total } crédits offerts sont gardés jusqu’à utilisation.
admin-reset = { $credits ->
    [0] { $who } n’avait rien à réinitialiser aujourd’hui.
    [one] { $credits } crédit du jour a été rendu à { $who }.
   *[other] { $credits } crédits du jour ont été rendus à { $who }.
}
admin-blocked = { $who } ne peut plus dessiner sur ce serveur.
admin-blocked-already = Le dessin est déjà bloqué pour { $who } ; rien n’a été modifié.
admin-unblocked = { $who } peut dessiner à nouveau.
admin-unblocked-already = Le dessin n’est pas bloqué pour { $who } ; rien n’a été modifié.
