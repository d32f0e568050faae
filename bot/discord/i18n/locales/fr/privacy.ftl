### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = Tes données : les récupérer ou les faire effacer
name-privacy-export = exporter
command-privacy-export = Tout ce qui est enregistré sur toi, sur tous les serveurs, dans un fichier
name-privacy-delete = supprimer
command-privacy-delete = Effacer ici tes prompts et tes images ; une confirmation est demandée
export-done = Tout ce qui est enregistré sur toi : { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}. Commence par README.txt dans l’archive.
export-left-out = La limite d’envoi de Discord n’a pas laissé de place pour { $count ->
    [one] l’entrée la plus ancienne
   *[other] les { $count } entrées les plus anciennes
} ; l’opérateur peut te les fournir.
export-direct = Tes données n’ont pas pu être jointes ici ; elles sont dans tes messages privés.
export-readme =
    Ce qu’Easel a enregistré sur toi, sur chaque serveur où tu l’as utilisé.
    Chaque fichier est une liste d’entrées en JSON, les plus récentes d’abord. Les heures sont en UTC, les identifiants ceux de Discord.
    Les identifiants d’autres personnes sont omis.

    generations    ce que tu as fait dessiner : prompts, options, adresses des images, coût
    ledger         chaque mouvement de tes crédits
    counters       ce que tu as utilisé chaque jour, et les crédits offerts qu’il te reste
    erased_use     ce que tu avais utilisé aujourd’hui avant le dernier effacement de tes données
    bot_state      quand la politique de contenu du modèle avait refusé un de tes prompts avant le dernier effacement de tes données, et quand l’administration l’a su
    limits         limites quotidiennes fixées pour toi par l’administration
    blocks         serveurs où le dessin est désactivé pour toi, et blocages que tu as faits
    audit          modifications de l’administration te concernant, et celles que tu as faites
    reports        images que tu as signalées
    member_defaults  tes réglages par défaut quand tu ne précises rien
    reactions      tes réactions de répétition qui ont reçu une réponse
export-readme-left = omis faute de place :
refused-export-soon = Tu viens de recevoir tes données. Réessaie dans une minute.
refused-export-undelivered = Discord n’a accepté le fichier ni ici ni en message privé. Autorise les messages privés de ce serveur, puis réessaie.
button-erase = Effacer mes données
erase-question =
    Effacer ce qu’Easel enregistre sur toi, sur tous les serveurs ? C’est irréversible.
    • Tes prompts, les adresses de tes images, tes réglages par défaut et les liens vers tes messages sont supprimés. Les crédits offerts restants sont perdus.
    • Ce qu’il faut pour les comptes (quand, combien de crédits) reste sans ton nom.
    • Les blocages et limites fixés pour toi par l’administration restent, et ce que tu as utilisé aujourd’hui compte jusqu’à la fin de la journée, et les refus de la politique de contenu du modèle pendant six heures.
    • Les messages dans les salons, c’est à toi de les supprimer ; les sauvegardes de l’opérateur oublient plus tard.
    Pour garder une copie, utilise d’abord `/privacy { name-privacy-export }`. Cette question expire { $until }.
erase-done = C’est fait : { $count ->
    [one] { $count } demande a été vidée
   *[other] { $count } demandes ont été vidées
}, et ce qui reste pour les comptes ne te nomme plus. Les messages dans les salons, c’est à toi de les supprimer.
refused-erase-open = { $count ->
    [one] Une de tes demandes est
   *[other] { $count } de tes demandes sont
} encore en cours de dessin. Attends la fin, puis redemande ; rien n’a été effacé.
refused-erase-late = Cette question est trop ancienne. Utilise à nouveau `/privacy { name-privacy-delete }` ; rien n’a été effacé.
refused-erase-not-yours = Seule la personne qui a demandé peut confirmer. Rien n’a été effacé.
