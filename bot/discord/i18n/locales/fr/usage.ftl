### /quota-admin usage, top and export.

name-quota-admin-usage = utilisation
command-quota-admin-usage = Graphique et tableau de l’utilisation par jour, membre et qualité
name-quota-admin-top = classement
command-quota-admin-top = Les membres qui utilisent le plus de crédits, avec leur part
name-quota-admin-export = exporter
command-quota-admin-export = Télécharger tous les mouvements de crédits en CSV, visible seulement par toi
optname-usage-days = jours
option-usage-days = Nombre de jours, aujourd’hui compris ; 30 par défaut
optname-export-from = du
optname-export-to = au
option-export-day = Une date au format AAAA-MM-JJ ; par défaut, les 30 derniers jours
usage-title = { $credits ->
    [one] { $credits } crédit, du { $first } au { $last }
   *[other] { $credits } crédits, du { $first } au { $last }
}
usage-outcomes = Demandes : { $delivered } livrées, { $policy } bloquées par la politique de contenu, { $failed } échouées, { $cancelled } annulées, { $open } en cours
usage-more = { $more ->
    [one] … et { $more } autre membre
   *[other] … et { $more } autres membres
}
usage-chart-days = Crédits par jour
usage-chart-members = Crédits par membre
usage-chart-quality = Crédits par qualité
usage-chart-rest = autres
usage-chart-ends = Issue des demandes
usage-end-delivered = Livrées
usage-end-policy = Bloquées
usage-end-failed = Échouées
usage-end-cancelled = Annulées
usage-chart-legend = -# Dans le graphique : { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } mouvement, du { $first } au { $last }. Heures en UTC ; importe les colonnes d’ID comme texte.
   *[other] { $rows } mouvements, du { $first } au { $last }. Heures en UTC ; importe les colonnes d’ID comme texte.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } mouvement ne tenait pas dans la limite d’envoi. Pour le reste, relance la commande avec `{ optname-export-from }` { $day }.
   *[other] { $rows } mouvements ne tenaient pas dans la limite d’envoi. Pour le reste, relance la commande avec `{ optname-export-from }` { $day }.
}
export-refused-day = Ce n’est pas une date. Écris-la AAAA-MM-JJ, par exemple 2027-01-31.
export-refused-order = La première date est après la dernière. Inverse-les et réessaie.
export-refused-size = Une seule journée est déjà trop lourde pour être envoyée ici. Demande le fichier à l’opérateur du bot.
