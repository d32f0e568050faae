### Agrandir et retirer l’arrière-plan : actions sur une image, avec le prix d’abord.

button-upscale = Agrandir
button-cutout = Détourer
menu-upscale = Agrandir
menu-cutout = Détourer
button-tool-go = { $number ->
    [0] Lancer
   *[other] Image { $number }
} : { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}
followup-upscale = **{ button-upscale } :** une version plus grande de l’image, sans changer ce qu’elle montre. Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} sur tes { $left }.
followup-cutout = **{ button-cutout } :** l’image en PNG avec un fond transparent. Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} sur tes { $left }.
refused-tool-none = Aucun modèle n’est disponible pour cela. Contacte l’opérateur.
refused-tool-price = Cela coûte maintenant { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}. Rien n’a été débité. Choisis à nouveau l’action pour voir la nouvelle offre.
