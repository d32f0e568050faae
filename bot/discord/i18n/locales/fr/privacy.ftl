### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = Exporter ou effacer tes données
name-privacy-export = exporter
command-privacy-export = Télécharger dans un fichier tout ce qui est enregistré sur toi, sur tous les serveurs
name-privacy-delete = supprimer
command-privacy-delete = Effacer tes prompts et liens d’images sur tous les serveurs, après confirmation
name-privacy-editing = retouches
command-privacy-editing = Choisir si d’autres peuvent modifier tes images avec Easel, sur tous les serveurs
optname-allowed = autorisées
option-editing-allowed = Si d’autres peuvent modifier tes images, là où un serveur le permet
editing-allowed-done = D’autres peuvent modifier tes images là où le serveur le permet.
editing-refused-done = Désormais, personne d’autre ne peut modifier tes images avec Easel.
export-done = Tout ce qui est enregistré sur toi : { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}. Commence par README.txt dans l’archive.
export-left-out = { $count ->
    [one] L’entrée la plus ancienne ne tenait pas
   *[other] Les { $count } entrées les plus anciennes ne tenaient pas
} dans la limite d’envoi de Discord. Demande le reste à l’opérateur.
export-direct = Le fichier n’a pas pu être joint ici ; il est dans tes messages privés.
export-readme =
    Tout ce qu’Easel a enregistré sur toi, sur chaque serveur où tu l’as utilisé.
    Chaque fichier est une liste d’entrées en JSON, les plus récentes d’abord. Les heures sont en UTC, les ID sont ceux de Discord.
    Les ID d’autres personnes sont omis.
    generations    tes demandes : prompts, options, liens des images, coût
    ledger         tous les mouvements de crédits
    counters       ton utilisation par jour et les crédits offerts qu’il te reste
    erased_use     ton utilisation du jour avant le dernier effacement de tes données
    bot_state      quand la politique de contenu a bloqué tes prompts avant le dernier effacement de tes données, et quand l’administration a été prévenue
    limits         limites quotidiennes fixées pour toi par l’administration
    blocks         serveurs où tu fais l’objet d’un blocage, et blocages que tu as faits
    audit          modifications de l’administration te concernant, et celles que tu as faites
    reports        images que tu as signalées
    member_defaults  tes préférences
    reactions      tes réactions 🔁 traitées par Easel
    edit_opt_outs  ton choix que les autres ne modifient pas tes images
    edit_consents  les modifications d’images que tu as autorisées, ou qu’on t’a autorisées, depuis un jour
export-readme-left = omis faute de place :
refused-export-soon = Tu viens de télécharger tes données. Réessaie dans une minute.
refused-export-undelivered = Discord n’a accepté le fichier ni ici ni en message privé. Autorise les messages privés de ce serveur, puis réessaie.
button-erase = Effacer mes données
erase-repeats = les relances de tes images par d’autres membres gardent leurs images, mais perdent ton prompt une fois terminées.
erase-repeats-kept = tes prompts restent dans les relances de tes images par d’autres membres.
erase-question =
    Effacer ce qu’Easel enregistre sur toi, sur tous les serveurs ? C’est irréversible.
    • **Effacés :** tes prompts, les liens d’images, tes préférences et les liens vers tes messages. Les crédits offerts sont perdus.
    • **Conservés :** ton historique de crédits sans ton nom, les blocages et limites de l’administration, ton choix sur la modification de tes images, l’utilisation du jour jusqu’à la fin de la journée et les blocages par la politique de contenu pendant six heures.
    • **Relances :** { $repeats }
    • **Non concernés :** les messages des salons, que tu peux supprimer toi-même, et les sauvegardes de l’opérateur, supprimées plus tard.
    Pour garder une copie, utilise d’abord `/privacy { name-privacy-export }`. Cette confirmation expire { $until }.
erase-done = C’est fait : tes données ont été effacées de { $count ->
    [one] { $count } demande
   *[other] { $count } demandes
}, et l’historique des crédits ne te nomme plus. Les messages des salons, c’est à toi de les supprimer.
refused-erase-open = { $count ->
    [one] Une de tes demandes est
   *[other] { $count } de tes demandes sont
} encore en cours. Attends la fin, puis réessaie. Rien n’a été effacé.
refused-erase-late = Cette confirmation a expiré. Utilise à nouveau `/privacy { name-privacy-delete }`. Rien n’a été effacé.
refused-erase-not-yours = Seule la personne qui a lancé cette action peut la confirmer. Rien n’a été effacé.
