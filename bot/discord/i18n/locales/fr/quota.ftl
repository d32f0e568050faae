### /quota.

quota-title = Ton quota sur ce serveur
quota-title-member = Quota de { $who }
quota-allowance-member = Quota : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour, fixé pour toi par l’administration du serveur.
quota-allowance-role = Quota : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour, grâce au rôle { $role }.
quota-allowance-default = Quota : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour, la valeur par défaut de ce serveur.
quota-allowance-operator = Quota : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour, la valeur par défaut du bot.
quota-used = Utilisés aujourd’hui : { $used }.
quota-granted = Crédits offerts en plus, gardés jusqu’à utilisation : { $granted }.
quota-left = Reste maintenant : { $left ->
    [one] { $left } crédit
   *[other] { $left } crédits
}.
quota-renews = Le quota se renouvelle { $renews }.
quota-blocked = L’administration du serveur a bloqué le dessin pour ce membre.
quota-price = Une image ({ $size }, { $quality }) coûte { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} ; selon la taille et la qualité, cela va de { $least } à { $most }.
