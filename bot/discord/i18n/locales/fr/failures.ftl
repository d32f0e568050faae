### Reasons for a failed request. failed-refund follows each of them.

failed-refund = Rien n’a été débité.
# Only the requester sees this one.
failed-refund-private = Rien n’a été débité. (Il te reste { $left ->
    [one] { $left } crédit
   *[other] { $left } crédits
})
failed-fal-policy = La politique de contenu a bloqué ce prompt. Essaie de le reformuler.
failed-fal-policy-quote = La politique de contenu a bloqué ce prompt ({ $quote }). Essaie de le reformuler.
failed-fal-invalid = Le modèle n’a pas accepté cette demande. Essaie un prompt plus court ou plus simple, ou d’autres options.
failed-fal-no-media = Aucune image n’a été renvoyée. Réessaie ou modifie le prompt.
failed-fal-credentials = Easel est indisponible pour le moment : le service d’images refuse sa clé. L’opérateur a été prévenu.
failed-fal-outage = Easel est indisponible pour le moment : toutes les demandes au service d’images échouent, quel que soit le prompt. L’opérateur a été prévenu.
failed-fal-balance = Easel est indisponible pour le moment : le service d’images refuse son compte. L’opérateur a été prévenu.
failed-fal-not-found = Easel est indisponible pour le moment : le service d’images ne reconnaît plus cette demande ou son modèle. L’opérateur a été prévenu.
failed-fal-timeout = Le service d’images a mis trop de temps. Réessaie dans quelques minutes.
failed-fal-cancelled-at-fal = Le service d’images a annulé cette demande. Tu peux réessayer.
failed-fal-unavailable = Le service d’images a rencontré une erreur. Réessaie dans quelques minutes.
failed-fal-busy = Le service d’images n’accepte pas de demandes en ce moment. Réessaie dans quelques minutes.
failed-submit-unknown = Le service d’images n’a pas confirmé ta demande. Pour éviter un double envoi, Easel s’est arrêté là. Réessaie.
failed-deadline = Cela a pris plus de { $seconds } secondes, Easel a donc cessé d’attendre. Réessaie plus tard.
failed-result-unreadable = Le service d’images a terminé, mais son résultat est illisible. Réessaie dans quelques minutes.
failed-pictures-lost = Les images sont prêtes, mais n’ont pas pu être téléchargées. Réessaie.
failed-pictures-too-large = Les images sont trop lourdes pour Discord, même compressées. Essaie une taille plus petite.
failed-undeliverable = Easel n’a pu publier les images nulle part où tu puisses les voir. Essaie dans un autre salon.
failed-delivery-unknown = Easel a perdu la connexion en publiant les images et ne peut pas vérifier si elles sont arrivées. Si tu les vois, elles sont gratuites.
failed-internal = Un problème est survenu de notre côté. L’opérateur peut le retrouver avec cet ID : { $id }.
button-retry = Réessayer
