### /history and /show, and bringing a picture back.

name-history = historique
command-history = Retrouver les images que tu as demandées sur ce serveur
optname-text = texte
option-text = Seulement celles dont le prompt contient ces mots
name-show = afficher
command-show = Afficher une demande par son identifiant
optname-id = id
option-id = L’identifiant d’une demande, ou le nom d’un de ses fichiers
history-title = Tes images sur ce serveur
history-filter = Seulement celles avec { $words }, les plus récentes d’abord
history-empty = Tu n’as encore rien dessiné sur ce serveur. Commence avec `/{ name-imagine }` ou `/{ name-ideas }`.
history-no-match = Aucun de tes prompts sur ce serveur ne contient { $words }.
history-facts = { $size } · { $quality } · { $count ->
    [one] { $count } image
   *[other] { $count } images
} · { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
}
history-jump = Aller au message
history-gone = le message a disparu
history-private = rien que pour toi
state-queued = Dans la file
state-submitting = En cours d’envoi à fal
state-submitted = En cours de dessin
state-rendered = En cours de publication
state-delivered = Terminé
state-failed = Échec, rien n’a été débité
state-cancelled = Annulé, rien n’a été débité
state-deleted = Supprimé
show-by = Demandé par { $who }
show-hidden = *Le prompt est privé. Il n’a été ni partagé ni signalé.*
show-private = visible seulement par qui l’a demandé
show-unknown = Aucune demande visible pour toi ne porte cet identifiant. Les tiennes sont dans `/{ name-history }`.
button-bring-back = Republier
button-newer = Plus récentes
button-older = Plus anciennes
bring-back-nothing = Il n’y a rien à republier : cette demande s’est terminée sans image.
bring-back-removed = Une personne qui gère ce serveur a retiré ce message ; il ne peut pas être republié. Adresse-toi à elle.
bring-back-underway = Cette image est déjà en cours de republication.
bring-back-unreachable = Impossible de récupérer les images chez fal pour le moment. Réessaie dans quelques minutes.
bring-back-forgotten = fal ne garde plus ces images. Relance la demande pour en dessiner de nouvelles.
bring-back-too-large = Les images n’ont pas pu être assez réduites pour ce salon.
bring-back-here = Le message est toujours là : { $url }
bring-back-cannot-look = Easel n’a pas le droit de vérifier si le message est encore là, donc rien n’a été republié. Demande à l’administration de laisser Easel lire ce salon, ou réessaie dans quelques minutes.
bring-back-not-posted = Discord n’a pas accepté les images. Réessaie dans quelques minutes.
bring-back-title = { $who } a republié : { $prompt }
bring-back-free = Les mêmes images qu’avant ; rien n’a été débité.
bring-back-missing = { $missing ->
    [one] Une des images n’est plus disponible.
   *[other] { $missing } des images ne sont plus disponibles.
}
recent-gone = Ce prompt n’est plus là. Choisis-en un autre ou saisis-le de nouveau.
