### /quota.

quota-title = Tes crédits sur ce serveur
quota-title-member = Crédits de { $who }
quota-allowance-member = Limite quotidienne : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
}, fixée individuellement par l’administration
quota-allowance-role = Limite quotidienne : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
}, grâce au rôle { $role }
quota-allowance-default = Limite quotidienne : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
}, la valeur par défaut de ce serveur
quota-allowance-operator = Limite quotidienne : { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
}, la valeur par défaut du bot
quota-used = Utilisés aujourd’hui : { $used }
quota-granted = Crédits offerts : { $granted } (sans expiration)
quota-left = Reste : { $left ->
    [one] { $left } crédit
   *[other] { $left } crédits
}
quota-enough = encore environ { $pictures ->
    [one] { $pictures } image
   *[other] { $pictures } images
}
quota-renews = Renouvellement { $renews }
quota-blocked = Blocage par l’administration : aucune image sur ce serveur.
quota-price = Une image ({ $size }, { $quality }) coûte { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
}. Les autres tailles et qualités coûtent de { $least } à { $most }.
refused-quota = Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} et il t’en reste { $left }. Tes crédits se renouvellent { $renews }.
# Offered with the refusal above. At most 80 characters.
button-afford = { $count ->
    [one] { $count } image
   *[other] { $count } images
}, { $quality } : { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}
