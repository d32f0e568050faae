### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = annuler
command-quota-admin-undo = Annuler la dernière modification ; tu la vois d’abord
optname-preview = aperçu
option-preview = Montrer seulement ce qui changerait, et pour combien de membres
undo-question = Annuler cette modification ?
undo-done = Modification annulée
undo-nothing = Il n’y a aucune modification à annuler.
undo-kept = Rien n’a été modifié.
undo-effect-grant = { $credits ->
    [one] { $credits } crédit sera repris à { $who }.
   *[other] { $credits } crédits seront repris à { $who }.
}
undo-effect-reset = { $credits ->
    [one] { $credits } crédit comptera de nouveau comme utilisé aujourd’hui par { $who }.
   *[other] { $credits } crédits compteront de nouveau comme utilisés aujourd’hui par { $who }.
}
undo-done-effect-grant = { $credits ->
    [one] { $credits } crédit a été repris à { $who }.
   *[other] { $credits } crédits ont été repris à { $who }.
}
undo-done-effect-reset = { $credits ->
    [one] { $credits } crédit compte de nouveau comme utilisé aujourd’hui par { $who }.
   *[other] { $credits } crédits comptent de nouveau comme utilisés aujourd’hui par { $who }.
}
undo-used = { $used ->
    [one] { $used } de ces crédits est déjà dépensé et le reste.
   *[other] { $used } de ces crédits sont déjà dépensés et le restent.
}
undo-refused-unknown = Cette modification n’existe pas sur ce serveur. Rien n’a été modifié.
undo-refused-already = { $who } l’a déjà annulé. Rien n’a été modifié.
undo-refused-undo = C’était déjà une annulation ; refais plutôt la modification. Rien n’a été modifié.
undo-refused-nothing = Cela n’avait rien modifié : il n’y a rien à annuler.
undo-refused-changed = Cela a été modifié depuis : regarde `/quota-admin { name-quota-admin-audit }` et règle ce que tu veux. Rien n’a été modifié.
undo-refused-spent = Ces crédits sont tous dépensés : il n’y a rien à annuler.
undo-refused-day = La journée de cette réinitialisation est passée : il n’y a rien à annuler.
button-undo = Annuler
button-undo-confirm = Oui, annuler
button-undo-keep = Laisser ainsi
preview-title = Aperçu : rien n’est modifié
preview-limit = { $target } : { $before } → { $after } crédits par jour
preview-role = { $members ->
    [one] -# { $members } membre a ce rôle. Une limite propre ou celle d’un rôle plus haut passe avant.
   *[other] -# { $members } membres ont ce rôle. Une limite propre ou celle d’un rôle plus haut passe avant.
}
preview-everyone = { $members ->
    [one] -# Ce serveur compte environ { $members } membre. Une limite propre ou celle d’un rôle passe avant.
   *[other] -# Ce serveur compte environ { $members } membres. Une limite propre ou celle d’un rôle passe avant.
}
preview-askers = { $members ->
    [0] -# Personne n’a demandé d’image ici depuis le { $since }.
    [one] -# { $members } membre a demandé des images ici depuis le { $since }.
   *[other] -# { $members } membres ont demandé des images ici depuis le { $since }.
}
