### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = Diesen Bot verwalten (nur für den Betreiber)
name-operator-status = status
command-operator-status = Ausgaben, fal, Warteschlange und Fehler
name-operator-pause = pause
command-operator-pause = Keine neuen Anfragen annehmen; angenommene werden fertiggestellt
optname-message = nachricht
option-message = Nachricht an die Mitglieder
name-operator-resume = fortsetzen
command-operator-resume = Wieder Anfragen annehmen
name-operator-restart = neustart
command-operator-restart = Wartenden Mitgliedern ankündigen, dass der Bot neu startet
optname-minutes = minuten
option-minutes = Minuten bis zum Neustart

refused-not-operator = Das kann nur der Betreiber des Bots. Es wurde nichts geändert.
refused-paused = Easel pausiert gerade. Es wurde nichts berechnet; versuch es später noch einmal.
refused-paused-because = Easel pausiert gerade: { $said }. Es wurde nichts berechnet; versuch es später noch einmal.
progress-restart = Easel startet { $at } neu. Deine Anfrage bleibt erhalten und geht danach weiter.

status-title = Status
status-today = Heute: { $spent } Credits verbraucht oder reserviert, keine Obergrenze. Der Tag endet { $renews }.
status-today-of = Heute: { $spent } von { $cap } Credits verbraucht oder reserviert. Der Tag endet { $renews }.
status-month = Diesen Monat: { $spent } Credits
status-cost = { $period ->
    [today] Kosten heute
   *[days] Kosten der letzten 30 Tage
}: { NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ geschätzt, { $known ->
    [none] Abrechnung unbekannt
    [all] { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ von fal berechnet ({ $drift } %)
   *[some] { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ von fal für { $count } von { $requests } Anfragen berechnet ({ $drift } %)
}
status-balance = Guthaben bei fal: { NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) } $
status-pause = Pausiert ({ $since })
status-fal-none = fal: nimmt Anfragen an
status-fal-balance = fal: Konto abgelehnt. Den Wortlaut enthält die Meldung; prüfe das Konto bei fal.
status-fal-credentials = fal: Schlüssel abgelehnt. Prüfe FAL_KEY.
status-fal-outage = fal: alle Anfragen scheitern auf dieselbe Weise ({ $what })
status-wire = Wire-Form: { $form }, veröffentlichtes Schema { $schema ->
    [off] nicht gelesen
    [unknown] unbekannt
    [cached] zwischengespeichert
   *[known] gelesen
}
status-wire-differences = Abweichungen vom veröffentlichten Schema: { $count }
status-sizes = Bilder in falscher Größe, letzte 7 Tage:
status-queue = Offen: { $waiting } in der Warteschlange, { $fal } bei fal, { $posting } beim Posten
status-ended = Letzte 24 Stunden: { $delivered } geliefert, { $failed } ohne Bilder
status-ended-rest = - andere: { $count }
operator-paused = { $open ->
    [0] Pausiert: Neue Anfragen werden abgelehnt. Es ist keine angenommene Anfrage mehr offen.
    [one] Pausiert: Neue Anfragen werden abgelehnt. { $open } angenommene Anfrage wird noch fertiggestellt.
   *[other] Pausiert: Neue Anfragen werden abgelehnt. { $open } angenommene Anfragen werden noch fertiggestellt.
}
operator-resumed = Anfragen werden wieder angenommen.
operator-resumed-already = Easel war nicht pausiert. Es wurde nichts geändert.
operator-restart = { $notified ->
    [one] { $notified } wartende Anfrage zeigt jetzt an, dass der Bot { $at } neu startet. Starte ihn zu dieser Zeit selbst neu; keine Anfrage geht verloren.
   *[other] { $notified } wartende Anfragen zeigen jetzt an, dass der Bot { $at } neu startet. Starte ihn zu dieser Zeit selbst neu; keine Anfrage geht verloren.
}
