### Actions on a result.

button-finer = Meilleure qualité
button-finer-confirm = Dessiner : { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}
followup-finer = **{ button-finer } :** { $count ->
    [one] { $count } image
   *[other] { $count } images
}, { $size }, { $quality }. Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} sur les { $left } qu’il te reste.
    -# Ce seront de nouvelles images du même prompt.
followup-finer-pick = -# Pour rester proche de l’une des images, choisis-la ci-dessous.
followup-finer-picture = **{ button-finer } :** image { $number }, { $size }, { $quality }. Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} sur tes { $left }.
    -# Le modèle redessine cette image avec le même prompt ; des détails peuvent changer.
placeholder-picture = Partir d’une image…
refused-finest = C’est déjà la meilleure qualité et la plus grande taille de ce format.
refused-choices-gone = La taille ou la qualité de cette image n’est plus disponible. Choisis-en une autre avec `/{ name-imagine }`.
refused-price-changed = Le prix est maintenant de { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}. Rien n’a été débité. Clique de nouveau sur **{ button-finer }** pour voir la nouvelle offre.
refused-slow = La recherche a pris trop de temps. Rien n’a été débité ; réessaie.
refused-deleted = Cette image a été supprimée.
result-finer = **{ $prompt }** par { $who } · { $link } en meilleure qualité
result-edited = **{ $prompt }** par { $who } · d’après { $link }
button-edit = Modifier
followup-title-edit = Modifier et redessiner
followup-title-start = Partir de cette image
button-more = ⋯ Plus
button-back = Retour
button-start = Partir d’ici
button-details = Détails
button-cover = Masquer (spoiler)
button-uncover = Retirer le spoiler
button-delete = Supprimer
button-delete-go = Oui, supprimer
followup-more = Que veux-tu faire de cette image ?
followup-covered = Les images sont maintenant masquées (spoiler).
followup-uncovered = Les images ne sont plus masquées.
followup-delete-ask = Supprimer définitivement ce message et ses images ? Les crédits ne sont pas remboursés.
followup-deleted = Supprimé.
refused-not-manager = Seule la personne qui a demandé cette image, ou quelqu’un qui a la permission « Gérer les messages », peut le faire.
refused-no-reach = Easel n’a pas accès à son message dans ce salon, rien n’a donc été modifié. Donne-lui « Voir le salon », « Voir les anciens messages » et « Joindre des fichiers », puis réessaie.
refused-cover-large = Les images sont trop lourdes pour être renvoyées ici, rien n’a donc été modifié.
refused-discord = Discord n’a pas accepté la modification. Réessaie dans une minute.
refused-private-post = Ce résultat n’est visible que par toi. Utilise le bouton **{ button-more }** en dessous, ou ferme le message là-bas.
details-title = **Détails de { $id }**
details-who = Demandé par { $who }, { $when }
details-prompt = Prompt : { $prompt }
details-prompt-file = Prompt (en entier dans le fichier) : { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } image
   *[other] { $count } images
} · `{ $model }`
details-delivered = Livré ; { $charged ->
    [one] { $charged } crédit débité
   *[other] { $charged } crédits débités
}
details-open = En cours ; { $cost ->
    [one] { $cost } crédit réservé
   *[other] { $cost } crédits réservés
}
details-unfulfilled = Non livré ; rien n’a été débité
details-times = Attente { $waiting } s, dessin en { $drawing } s
details-reference = { $picture } ({ $width } × { $height })
details-parents = D’après : { $links }
details-children = Versions suivantes : { $links }
followup-kept = Ton prompt : { $prompt }
