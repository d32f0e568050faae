### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = annuler
command-quota-admin-undo = Annuler le dernier changement ; tu le vois d’abord
optname-preview = aperçu
option-preview = Montrer seulement ce qui changerait, et pour combien
undo-question = Annuler ceci ?
undo-done = Annulé
undo-nothing = Il n’y a aucun changement à annuler.
undo-kept = Rien n’a été changé.
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
    [one] { $used } crédit est déjà dépensé et le reste.
   *[other] { $used } crédits sont déjà dépensés et le restent.
}
undo-refused-unknown = Ce changement n’existe pas sur ce serveur. Rien n’a été changé.
undo-refused-already = { $who } l’a déjà annulé. Rien n’a été changé.
undo-refused-undo = C’était déjà une annulation ; refais plutôt le changement. Rien n’a été changé.
undo-refused-nothing = Cela n’avait rien changé : il n’y a rien à annuler.
undo-refused-changed = Cela a été modifié depuis : regarde `/quota-admin { name-quota-admin-audit }` et règle ce que tu veux. Rien n’a été changé.
undo-refused-spent = Ces crédits sont tous dépensés ; il ne reste rien à reprendre.
undo-refused-day = La journée de cette remise à zéro est passée : il n’y a rien à annuler.
button-undo = Annuler
button-undo-confirm = Oui, annuler
button-undo-keep = Laisser ainsi
preview-title = Aperçu : rien n’est changé
preview-limit = { $target } : { $before } → { $after } crédits par jour
preview-role = { $members ->
    [one] -# { $members } membre a ce rôle. Une limite propre ou celle d’un rôle plus généreux passe avant.
   *[other] -# { $members } membres ont ce rôle. Une limite propre ou celle d’un rôle plus généreux passe avant.
}
preview-everyone = { $members ->
    [one] -# Ce serveur compte environ { $members } membre. Une limite propre ou celle d’un rôle passe avant.
   *[other] -# Ce serveur compte environ { $members } membres. Une limite propre ou celle d’un rôle passe avant.
}
