### Going on from a result.

button-finer = Plus fin
button-finer-confirm = Dessiner : { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}
followup-finer = **Plus fin :** { $count ->
    [one] { $count } image
   *[other] { $count } images
}, { $size }, { $quality }. Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} sur les { $left } qu’il te reste.
refused-finest = Il n’y a pas plus fin : c’est déjà la meilleure qualité, et aucune taille plus grande n’a ce format.
refused-choices-gone = La taille ou la qualité de cette image n’existe plus. Choisis-en une autre avec `/imagine`.
refused-price-changed = Le prix a changé : c’est maintenant { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}, et rien n’a été débité. Appuie de nouveau sur **Plus fin**.
refused-slow = La recherche a pris trop de temps. Rien n’a été débité ; réessaie, s’il te plaît.
refused-deleted = Cette image a été supprimée.
result-finer = { $who } a demandé une version plus fine ({ $link }) : { $prompt }
result-edited = { $who } a continué ({ $link }) : { $prompt }
button-edit = Modifier
followup-title-edit = Modifier et redessiner
followup-title-start = Partir de cette image
