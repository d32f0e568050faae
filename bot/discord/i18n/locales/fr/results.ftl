### Result posts.

result-title = **{ $prompt }** par { $who }
result-repeat = **{ $prompt }** par { $who } · nouvelle version de { $link }
result-parent-link = [cette image]({ $url })
result-parent-plain = une image précédente
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédit
   *[other] { $charged } crédits
}
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédit
   *[other] { $charged } crédits
}, reste { $left }
result-missing = { $missing ->
    [one] Il manque une image ; elle ne t’a pas été débitée.
   *[other] Il manque { $missing } images ; elles ne t’ont pas été débitées.
}
result-fitted = Compressé pour respecter la limite d’envoi de Discord : { $which }.
result-fitted-one = image { $number } ({ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } Mio)
result-other-size = Le modèle a renvoyé { $width } × { $height } au lieu de la taille demandée.
result-late = La réponse d’origine a expiré, voici donc un nouveau message.
result-moved = La réponse d’origine n’a pas pu être modifiée, voici donc un nouveau message.
result-ready = { $who }, { $count ->
    [one] ton image est prête
   *[other] tes images sont prêtes
}.
alt-text = Image { $number } sur { $count }, { $width } × { $height }, dessinée d’après le prompt : { $prompt }
button-again = Encore
quality-low = qualité basse
quality-medium = qualité moyenne
quality-high = qualité haute
quality-xhigh = très haute qualité
quality-max = qualité maximale
quality-standard = qualité standard
