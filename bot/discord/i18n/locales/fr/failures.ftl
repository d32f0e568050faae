### Why there are no pictures. Each is followed by the refund line.

failed-refund = Rien n’a été débité : { $cost ->
    [one] { $cost } crédit t’a été rendu
   *[other] { $cost } crédits t’ont été rendus
} (il t’en reste { $left }).
failed-fal-policy = La politique de contenu du modèle refuse ce prompt. Redemander n’y changera rien ; reformule-le, s’il te plaît.
failed-fal-policy-quote = La politique de contenu du modèle refuse ce prompt ({ $quote }). Redemander n’y changera rien ; reformule-le, s’il te plaît.
failed-fal-invalid = Le modèle n’a pas accepté cette demande. Essaie avec un prompt plus court ou plus simple, ou d’autres options.
failed-fal-no-media = Le modèle a terminé sans donner d’image. Réessaie ou reformule le prompt.
failed-fal-credentials = Le dessin est hors service : fal n’accepte pas la clé de ce bot. L’opérateur a été prévenu.
failed-fal-balance = Le dessin est hors service : le solde du bot chez fal est épuisé. L’opérateur a été prévenu.
failed-fal-not-found = Le dessin est hors service : fal ne connaît plus la demande ou le modèle. L’opérateur a été prévenu.
failed-fal-timeout = fal n’a pas terminé dans son propre délai. Réessaie dans quelques minutes.
failed-fal-cancelled-at-fal = La demande a été annulée chez fal. Tu peux réessayer.
failed-fal-unavailable = fal a eu une panne pendant le dessin. Réessaie dans quelques minutes.
failed-fal-busy = fal ne prend pas de demandes en ce moment. Réessaie dans quelques minutes.
failed-submit-unknown = La connexion à fal s’est coupée pendant l’envoi de ta demande ; par précaution, elle n’a pas été envoyée deux fois. Redemande, s’il te plaît.
failed-deadline = fal n’a pas terminé en { $seconds } s, alors la demande a été abandonnée. Réessaie plus tard.
failed-result-unreadable = fal dit que les images sont prêtes mais ne les donne pas. Réessaie dans quelques minutes.
failed-pictures-lost = Les images ont été dessinées mais n’ont pas pu être récupérées. Réessaie, s’il te plaît.
failed-pictures-too-large = Impossible de rendre les images assez légères pour Discord. Essaie une taille plus petite.
failed-undeliverable = Les images ont été dessinées, mais Discord ne les a acceptées nulle part où tu pourrais les voir. Réessaie dans un autre salon.
failed-delivery-unknown = Les images ont été dessinées, mais le bot a été coupé pendant l’envoi et n’a pas le droit de vérifier si elles sont arrivées. Si tu les vois, elles sont à toi, gratuitement.
failed-internal = Quelque chose s’est mal passé de notre côté. L’opérateur le retrouvera sous l’identifiant { $id }.
