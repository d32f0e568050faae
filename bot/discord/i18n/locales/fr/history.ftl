### /history, /show and restoring a deleted post.

name-history = historique
command-history = Retrouver les images que tu as demandées sur ce serveur
optname-text = texte
option-text = N’afficher que les prompts contenant ces mots
name-show = afficher
command-show = Retrouver une demande par son ID
optname-id = id
option-id = L’ID d’une demande, ou le nom d’un de ses fichiers
history-title = Tes images sur ce serveur
history-filter = Prompts contenant { $words }, les plus récents d’abord
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
history-gone = le message n’existe plus
history-private = visible seulement par toi
state-queued = Dans la file
state-submitting = En cours d’envoi
state-submitted = En cours de dessin
state-rendered = En cours de publication
state-delivered = Terminée
state-failed = Échouée, rien de débité
state-cancelled = Annulée, rien de débité
state-deleted = Supprimée
show-by = Demandé par { $who }
show-hidden = *Ce prompt est privé et n’a jamais été partagé ni signalé.*
show-private = visible seulement par la personne qui l’a demandé
show-unknown = Aucune demande avec cet ID ne t’est accessible. Les tiennes sont dans `/{ name-history }`.
button-bring-back = Republier
button-newer = Plus récentes
button-older = Plus anciennes
bring-back-nothing = Il n’y a rien à republier : cette demande s’est terminée sans image.
bring-back-removed = La modération a retiré ce message ; il ne peut pas être republié. Si tu penses que c’est une erreur, contacte l’administration.
bring-back-underway = Cette image est déjà en cours de republication.
bring-back-unreachable = Impossible de télécharger les images pour le moment. Réessaie dans quelques minutes.
bring-back-forgotten = Le service d’images n’a plus ces images. Relance la demande pour en dessiner de nouvelles.
bring-back-too-large = Les images sont trop lourdes pour ce salon, même compressées.
bring-back-here = Le message est toujours là : { $url }
bring-back-cannot-look = Easel ne peut pas vérifier si le message est encore là, rien n’a donc été republié. Demande à l’administration de laisser Easel lire ce salon, ou réessaie dans quelques minutes.
bring-back-not-posted = Discord n’a pas accepté les images. Réessaie dans quelques minutes.
bring-back-title = **{ $prompt }** republié par { $who }
bring-back-free = Ce sont les images d’origine ; rien n’a été débité.
bring-back-missing = { $missing ->
    [one] Une des images n’est plus disponible.
   *[other] { $missing } des images ne sont plus disponibles.
}
recent-gone = Ce prompt n’est plus là. Choisis-en un autre ou saisis-le de nouveau.
