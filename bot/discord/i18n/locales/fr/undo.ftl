### /quota-admin undo and previews of changes.

name-quota-admin-undo = annuler
command-quota-admin-undo = Annuler la dernière modification, après confirmation
optname-preview = aperçu
option-preview = Montrer seulement ce qui changerait, et pour combien de membres
undo-question = Annuler cette modification ?
undo-done = Modification annulée
undo-nothing = Il n’y a rien à annuler.
undo-kept = Rien n’a été modifié.
undo-effect-grant = { $credits ->
    [one] { $who } perdra { $credits } crédit offert.
   *[other] { $who } perdra { $credits } crédits offerts.
}
undo-effect-reset = { $credits ->
    [one] L’utilisation du jour de { $who } remontera de { $credits } crédit.
   *[other] L’utilisation du jour de { $who } remontera de { $credits } crédits.
}
undo-done-effect-grant = { $credits ->
    [one] { $who } a perdu { $credits } crédit offert.
   *[other] { $who } a perdu { $credits } crédits offerts.
}
undo-done-effect-reset = { $credits ->
    [one] L’utilisation du jour de { $who } est remontée de { $credits } crédit.
   *[other] L’utilisation du jour de { $who } est remontée de { $credits } crédits.
}
undo-used = { $used ->
    [one] { $used } de ces crédits est déjà dépensé et ne revient pas.
   *[other] { $used } de ces crédits sont déjà dépensés et ne reviennent pas.
}
undo-refused-unknown = Cette modification n’existe pas sur ce serveur. Rien n’a été modifié.
undo-refused-already = { $who } l’a déjà annulée. Rien n’a été modifié.
undo-refused-undo = Cette entrée est elle-même une annulation. Pour revenir dessus, refais la modification d’origine. Rien n’a été modifié.
undo-refused-nothing = Cette entrée n’avait rien modifié : il n’y a rien à annuler.
undo-refused-changed = Cela a de nouveau été modifié depuis. Consulte `/quota-admin { name-quota-admin-audit }` et définis la valeur voulue. Rien n’a été modifié.
undo-refused-spent = Ces crédits sont tous dépensés : il n’y a rien à annuler.
undo-refused-day = La journée de cette réinitialisation est passée : il n’y a rien à annuler.
undo-refused-erased = Les données de ce membre ont été effacées : il n’y a rien à annuler.
button-undo = Annuler
button-undo-confirm = Oui, annuler
button-undo-keep = Conserver
preview-title = Aperçu : rien n’a été modifié
preview-limit = { $target } : { $before } → { $after } crédits par jour
preview-role = { $members ->
    [one] -# { $members } membre a ce rôle. Les limites propres et les limites plus élevées d’autres rôles sont prioritaires.
   *[other] -# { $members } membres ont ce rôle. Les limites propres et les limites plus élevées d’autres rôles sont prioritaires.
}
preview-everyone = { $members ->
    [one] -# Ce serveur compte environ { $members } membre. Les limites propres et celles des rôles sont prioritaires.
   *[other] -# Ce serveur compte environ { $members } membres. Les limites propres et celles des rôles sont prioritaires.
}
preview-askers = { $members ->
    [0] -# Personne n’a demandé d’image ici depuis le { $since }.
    [one] -# { $members } membre a demandé des images ici depuis le { $since }.
   *[other] -# { $members } membres ont demandé des images ici depuis le { $since }.
}
