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

desk-title = Status
desk-today = Heute: { $spent } Credits verbraucht oder reserviert, keine Obergrenze. Der Tag endet { $renews }.
desk-today-of = Heute: { $spent } von { $ceiling } Credits verbraucht oder reserviert. Der Tag endet { $renews }.
desk-month = Diesen Monat: { $spent } Credits
desk-pause = Pausiert ({ $since })
desk-fal-none = fal: nimmt Anfragen an
desk-fal-balance = fal: Konto abgelehnt (kein Guthaben oder gesperrt). Lade es bei fal auf.
desk-fal-credentials = fal: Schlüssel abgelehnt. Prüfe FAL_KEY.
desk-line = Offen: { $waiting } in der Warteschlange, { $fal } bei fal, { $posting } beim Posten
desk-ended = Letzte 24 Stunden: { $delivered } geliefert, { $failed } ohne Bilder
desk-ended-rest = - andere: { $count }
desk-paused = { $open ->
    [0] Pausiert: Neue Anfragen werden abgelehnt. Es ist keine angenommene Anfrage mehr offen.
    [one] Pausiert: Neue Anfragen werden abgelehnt. { $open } angenommene Anfrage wird noch fertiggestellt.
   *[other] Pausiert: Neue Anfragen werden abgelehnt. { $open } angenommene Anfragen werden noch fertiggestellt.
}
desk-resumed = Anfragen werden wieder angenommen.
desk-resumed-already = Easel war nicht pausiert. Es wurde nichts geändert.
desk-restart = { $told ->
    [one] { $told } wartende Anfrage zeigt jetzt an, dass der Bot { $at } neu startet. Starte ihn zu dieser Zeit selbst neu; keine Anfrage geht verloren.
   *[other] { $told } wartende Anfragen zeigen jetzt an, dass der Bot { $at } neu startet. Starte ihn zu dieser Zeit selbst neu; keine Anfrage geht verloren.
}
