### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = Ton prompt est vide. Écris quelques mots sur ce qu’il faut dessiner.
refused-prompt-long = Ton prompt compte { $length } caractères, mais le maximum est { $limit }. Raccourcis-le et réessaie.
refused-option = Ce choix n’existe pas pour { $option }. Choisis dans la liste.
refused-size = { $model } n’a pas cette taille. Les plus proches : { $sizes }.
refused-quality = { $model } n’a pas cette qualité. Qualités disponibles : { $qualities }.
refused-count = { $model } ne peut pas créer autant d’images à la fois. Nombres possibles : { $counts }.
refused-blocked = Tu ne peux pas utiliser Easel sur ce serveur. Si tu penses que c’est une erreur, contacte l’administration.
refused-cap-server = Ce serveur a épuisé ses crédits du jour. Ils se renouvellent { $renews }.
refused-cap-server-operator = Ce serveur a épuisé les crédits qu’il peut dépenser par jour. Ils se renouvellent { $renews }. C’est l’opérateur du bot qui fixe cette limite.
refused-cap-bot = Easel a épuisé ses crédits du jour. Ils se renouvellent { $renews }.
refused-line-full = La file est pleine : { $waiting ->
    [one] { $waiting } demande
   *[other] { $waiting } demandes
} en attente. Réessaie dans une minute.
refused-line-full-own = Tu as déjà { $waiting ->
    [one] { $waiting } demande
   *[other] { $waiting } demandes
} en attente. Attends que l’une d’elles se termine.
refused-line-full-server = Ce serveur a déjà { $waiting ->
    [one] { $waiting } demande
   *[other] { $waiting } demandes
} en attente, soit toute sa part de la file. Réessaie dans une minute.
refused-line-reserved = La file est presque pleine, et les dernières places sont réservées aux membres qui n’ont rien en attente. Tu as { $waiting ->
    [one] { $waiting } demande
   *[other] { $waiting } demandes
} en attente : attends que l’une d’elles se termine.
refused-not-yours = Seule la personne qui a demandé cette image peut la relancer. Pour créer ta propre version, clique sur **{ button-more }** en dessous, puis sur **{ button-start }**.
refused-already-running = Tu as déjà relancé cette image. Attends qu’elle soit terminée.
refused-repeat-closed = Easel ne peut pas publier dans ce salon, rien n’a donc été dessiné. Demande à l’administration de lui donner « Voir le salon », « Envoyer des messages » et « Joindre des fichiers ». Rien n’a été débité.
refused-closing = Easel redémarre. Réessaie dans une minute.
refused-server = Easel n’est pas activé sur ce serveur. L’opérateur du bot choisit les serveurs qui peuvent l’utiliser.
refused-fal-balance = Easel est en pause : le service d’images refuse son compte. L’opérateur a été prévenu.
refused-fal-credentials = Easel est en pause : le service d’images refuse sa clé. L’opérateur a été prévenu.
refused-fal-outage = Easel est en pause : toutes les demandes au service d’images échouent. L’opérateur a été prévenu.
refused-outside = Cela ne marche que sur un serveur, pas en message privé.
refused-not-admin = Il te faut pour cela la permission « Gérer le serveur ». Rien n’a été modifié.
refused-amount = { $amount } n’est pas possible. Choisis un nombre de 1 à { $limit }. Rien n’a été modifié.
refused-grant-total = Ce membre a déjà { $has ->
    [one] { $has } crédit offert
   *[other] { $has } crédits offerts
} ; le maximum est { $limit }. Rien n’a été modifié.
refused-bot-target = Les bots n’ont pas de crédits. Rien n’a été modifié.
refused-target = Ce n’est ni un membre ni un rôle de ce serveur. Rien n’a été modifié.
refused-outdated = Cette commande a changé. Redémarre Discord ou réessaie dans une minute.
refused-gone = Cette image est trop ancienne : Easel n’a plus la demande correspondante.
refused-database = La base de données d’Easel ne répond pas pour le moment. Rien n’a été débité ; réessaie dans une minute.
refused-database-unknown = La connexion à la base de données a été coupée pendant l’enregistrement de ta demande. Si elle a été enregistrée, son résultat arrivera quand même ; attends quelques minutes avant de réessayer.
error-unexpected = Un problème est survenu de notre côté. Rien n’a été débité. Si cela se reproduit, donne cet ID à l’opérateur : { $id }.
