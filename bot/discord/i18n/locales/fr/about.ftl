### /about.

name-about = à-propos
command-about = Ce qu’est Easel, ce qu’il garde sur toi et par où commencer
about-what = **Easel** { $version } dessine des images d’après tes descriptions. Les prompts sont envoyés à { $model } chez fal.
about-stored = **Données enregistrées :** tes demandes et où tu les as faites, les liens vers tes images, tes crédits et leur historique, tes préférences, tes signalements et réactions 🔁, et les décisions de l’administration à ton sujet.
about-seen = **Qui peut les voir :** tout le salon voit les images et prompts publiés. Les personnes qui gèrent le serveur peuvent retrouver une demande par son ID. Pour une demande privée jamais partagée ni signalée, elles voient qui l’a faite, la date, le coût et l’issue, mais pas le prompt. L’opérateur a accès à la base de données.
about-kept = Les prompts et les demandes terminées sont supprimés au bout de { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} ; l’historique des crédits est conservé.
about-kept-always = Les demandes terminées sont conservées sans limite de durée.
about-rights = `/privacy { name-privacy-export }` te donne une copie de tes données ; `/privacy { name-privacy-delete }` les efface. Les messages des salons ne sont pas concernés : supprime-les toi-même.
about-start = Commence par `/{ name-imagine }` ou `/{ name-ideas }` ; `/{ name-quota }` affiche tes crédits. Des questions ? Contacte l’administration du serveur.
button-about-data = Tes données
button-guide = Guide
button-support = Assistance
