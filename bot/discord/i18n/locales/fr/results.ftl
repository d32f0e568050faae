### Results.

result-title = { $who } a demandé : { $prompt }
result-repeat = { $who } a redemandé { $link } : { $prompt }
result-parent-link = [cette image]({ $url })
result-parent-plain = une image précédente
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédit
   *[other] { $charged } crédits
}, reste { $left }
result-missing = { $missing ->
    [one] Il manque une image ; ses crédits t’ont été rendus.
   *[other] Il manque { $missing } images ; leurs crédits t’ont été rendus.
}
result-fitted = Réencodé pour respecter la limite d’envoi de Discord : { $which }.
result-fitted-one = image { $number } (de { NUMBER($before, minimumFractionDigits: 1) } à { NUMBER($after, minimumFractionDigits: 1) } Mio)
result-other-size = fal a dessiné en { $width } × { $height } au lieu de la taille demandée.
result-late = Cela a pris plus de temps que Discord ne garde une réponse ouverte ; voici donc un message à part.
alt-text = Image { $number } sur { $count }, { $width } × { $height }, dessinée d’après le prompt : { $prompt }
button-again = Encore
quality-low = qualité basse
quality-medium = qualité moyenne
quality-high = qualité haute
