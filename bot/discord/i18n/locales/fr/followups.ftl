### Going on from a result.

button-finer = Plus fin
button-finer-confirm = Dessiner : { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}
followup-finer = **Plus fin :** { $count ->
    [one] { $count } image
   *[other] { $count } images
}, { $size }, { $quality }. Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} sur les { $left } qu’il te reste.
refused-finest = Il n’y a pas plus fin : c’est déjà la meilleure qualité, et aucune taille plus grande n’a ce format.
refused-choices-gone = La taille ou la qualité de cette image n’existe plus. Choisis-en une autre avec `/{ name-imagine }`.
refused-price-changed = Le prix a changé : c’est maintenant { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
}, et rien n’a été débité. Clique de nouveau sur **Plus fin** pour voir la nouvelle offre.
refused-slow = La recherche a pris trop de temps. Rien n’a été débité ; réessaie, s’il te plaît.
refused-deleted = Cette image a été supprimée.
result-finer = { $who } a demandé { $link } en plus fin : { $prompt }
result-edited = { $who } a repris { $link } : { $prompt }
button-edit = Modifier
followup-title-edit = Modifier et redessiner
followup-title-start = Partir de cette image
button-more = ⋯ Plus
button-start = Partir d’ici
button-details = Détails
button-cover = Masquer (spoiler)
button-uncover = Retirer le spoiler
button-delete = Supprimer
button-delete-go = Oui, supprimer
followup-more = Que veux-tu faire de cette image ?
followup-covered = Les images sont maintenant masquées (spoiler).
followup-uncovered = Les images ne sont plus masquées.
followup-delete-ask = Supprimer définitivement ce message ? Les images disparaissent aussi, et les crédits ne sont pas rendus.
followup-deleted = Supprimé.
refused-not-manager = Seule la personne qui a demandé cette image, ou quelqu’un qui a la permission « Gérer les messages », peut le faire.
refused-no-reach = Easel n’a pas accès à son message dans ce salon, rien n’a donc été modifié. Donne-lui « Voir le salon », « Voir les anciens messages » et « Joindre des fichiers », puis réessaie.
refused-cover-large = Les images sont trop lourdes pour être renvoyées ici, rien n’a donc été modifié.
refused-discord = Discord n’a pas accepté la modification. Réessaie dans une minute.
refused-private-post = Ce résultat n’a été montré qu’à toi. Utilise le bouton ⋯ en dessous pour le modifier, ou ferme-le là.
details-title = **Détails de { $id }**
details-who = Demandé par { $who }, { $when }
details-prompt = Prompt : { $prompt }
details-prompt-file = Prompt, en entier dans le fichier : { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } image
   *[other] { $count } images
} · `{ $model }`
details-delivered = Livré pour { $charged ->
    [one] { $charged } crédit
   *[other] { $charged } crédits
}
details-open = Encore en cours ; { $cost ->
    [one] { $cost } crédit est réservé
   *[other] { $cost } crédits sont réservés
}
details-unfulfilled = Non livré ; rien n’a été débité
details-times = Attente { $waiting } s, dessin en { $drawing } s
details-parents = Vient de : { $links }
details-children = Suite : { $links }
followup-kept = Ton prompt était : { $prompt }
