### /about.

name-about = à-propos
command-about = Ce qu’est Easel, ce qu’il garde sur toi et par où commencer
about-what = **Easel** { $version } dessine des images d’après des descriptions, avec { $model } chez fal ; tes prompts y sont envoyés.
about-stored = Sont enregistrés : ce que tu demandes et où, les adresses des images, les crédits et leurs mouvements, tes réglages par défaut, tes signalements et réactions de répétition, et ce que l’administration décide à ton sujet.
about-seen = Qui voit quoi : les images et prompts publiés, tout le monde dans ce salon. Qui gère un serveur peut retrouver une demande par son identifiant ; d’une demande privée, ni partagée ni signalée, il ne voit que l’auteur, la date, le coût et l’issue, pas le prompt. L’opérateur a la base de données.
about-kept = Les prompts et les demandes terminées sont supprimés au bout de { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} ; les mouvements de crédits restent.
about-kept-always = L’opérateur n’a fixé aucun délai de suppression des demandes terminées.
about-rights = `/privacy { name-privacy-export }` te donne tout ce qui est enregistré sur toi ; `/privacy { name-privacy-delete }` l’efface. Les messages dans les salons, c’est à toi de les supprimer.
about-start = Commence par `/{ name-imagine }` ou `/{ name-ideas }` ; `/{ name-quota }` montre tes crédits. Le guide est `docs/guide.md` dans les fichiers d’Easel. Pour toute question sur ce bot, demande à l’administration du serveur : elle sait qui l’exploite.
