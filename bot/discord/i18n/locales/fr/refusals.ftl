### Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = Il n’y a encore rien à dessiner : écris quelques mots dans le prompt.
refused-prompt-long = Ce prompt compte { $length } caractères ; le maximum est { $limit }. Raccourcis-le et réessaie.
refused-option = Ce choix n’existe pas pour { $option }. Choisis dans la liste.
refused-blocked = L’administration de ce serveur a désactivé le dessin pour toi. Adresse-toi à elle.
refused-quota = Cela coûte { $cost ->
    [one] { $cost } crédit
   *[other] { $cost } crédits
} et il t’en reste { $left }. Ton quota se renouvelle { $renews }. Une taille plus petite, une qualité plus basse ou moins d’images coûtent moins cher.
refused-ceiling-server = Ce serveur a dépensé ses crédits du jour. Ils se renouvellent { $renews }.
refused-ceiling-bot = Le bot a dépensé ses crédits du jour. Ils se renouvellent { $renews }.
refused-line-full = La file est pleine : { $waiting ->
    [one] { $waiting } demande attend
   *[other] { $waiting } demandes attendent
}. Réessaie dans une minute.
refused-line-full-own = Tu as déjà { $waiting ->
    [one] { $waiting } demande
   *[other] { $waiting } demandes
} en attente. Laisse d’abord l’une d’elles se terminer.
refused-not-yours = Seule la personne qui a demandé cette image peut la faire redessiner ici. Utilise `/{ name-imagine }` pour en avoir une à toi.
refused-already-running = Ta nouvelle version de cette image est encore en cours de dessin.
refused-closing = Easel redémarre et ne prend pas de nouvelles demandes pour un instant. Réessaie dans une minute.
refused-server = Ce serveur n’est pas sur la liste de l’opérateur, le dessin y est donc désactivé.
refused-fal-balance = Le dessin est en pause : le solde du bot chez fal est épuisé. L’opérateur a été prévenu.
refused-fal-credentials = Le dessin est en pause : fal n’accepte pas la clé de ce bot. L’opérateur a été prévenu.
refused-outside = Cela ne marche que sur un serveur, car les quotas appartiennent aux serveurs.
refused-not-admin = Il te faut pour cela la permission « Gérer le serveur ». Rien n’a été modifié.
refused-amount = { $amount } n’est pas possible : choisis un nombre de 1 à { $limit }. Rien n’a été modifié.
refused-grant-total = Ce membre a déjà { $has ->
    [one] { $has } crédit offert
   *[other] { $has } crédits offerts
}, et le maximum est { $limit }. Rien n’a été modifié.
refused-bot-target = Les bots ne dessinent pas, ils n’ont donc pas de quota. Rien n’a été modifié.
refused-target = Ce n’est ni un membre ni un rôle de ce serveur. Rien n’a été modifié.
refused-outdated = Cette commande a changé. Redémarre Discord ou réessaie dans une minute.
refused-gone = Cette image est trop ancienne : Easel n’a plus la demande correspondante.
error-unexpected = Quelque chose s’est mal passé de notre côté ; rien n’a été débité. Si cela se reproduit, donne cet identifiant à l’opérateur : { $id }.
