### /quota-admin usage, top and export.

name-quota-admin-usage = utilisation
command-quota-admin-usage = Graphique et tableau de l’utilisation par jour, membre et qualité
name-quota-admin-top = classement
command-quota-admin-top = Les membres qui utilisent le plus, avec leur part
name-quota-admin-export = exporter
command-quota-admin-export = Chaque mouvement de crédits en fichier CSV, rien que pour toi
optname-usage-days = jours
option-usage-days = Sur combien de jours, aujourd’hui compris ; 30 par défaut
optname-export-from = du
optname-export-to = au
option-export-day = Un jour au format AAAA-MM-JJ ; sinon les 30 derniers jours
usage-title = { $credits ->
    [one] { $credits } crédit, du { $first } au { $last }
   *[other] { $credits } crédits, du { $first } au { $last }
}
usage-outcomes = Demandes : dessinées { $delivered }, refusées par la politique de contenu { $policy }, échouées { $failed }, annulées { $cancelled }, en cours { $open }
usage-more = { $more ->
    [one] … et { $more } autre membre
   *[other] … et { $more } autres membres
}
usage-chart-days = Crédits par jour
usage-chart-members = Crédits par membre
usage-chart-quality = Crédits par qualité
usage-chart-rest = autres
usage-chart-ends = Fin des demandes
usage-end-delivered = Dessinées
usage-end-policy = Politique
usage-end-failed = Échouées
usage-end-cancelled = Annulées
usage-chart-legend = -# Dans le graphique : { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } écriture, du { $first } au { $last }. Heures en UTC ; importe les colonnes d’identifiants comme texte.
   *[other] { $rows } écritures, du { $first } au { $last }. Heures en UTC ; importe les colonnes d’identifiants comme texte.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } écriture ne tenait pas dans la limite d’envoi. Redemande avec `{ optname-export-from }` { $day } pour le reste.
   *[other] { $rows } écritures ne tenaient pas dans la limite d’envoi. Redemande avec `{ optname-export-from }` { $day } pour le reste.
}
export-refused-day = Ce n’est pas un jour : écris-le AAAA-MM-JJ, par exemple 2027-01-31.
export-refused-order = Le premier jour est après le dernier : inverse-les.
export-refused-size = Une seule journée dépasse déjà la limite d’envoi ici. Demande le fichier à l’opérateur du bot.
