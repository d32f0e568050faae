### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = Für die, die diesen Bot betreiben
name-operator-status = status
command-operator-status = Ausgaben, fal, Warteschlange und Fehler
name-operator-pause = pause
command-operator-pause = Nimmt keine neuen Anfragen an; Angenommenes wird fertig
optname-message = nachricht
option-message = Was Mitgliedern gesagt wird
name-operator-resume = fortsetzen
command-operator-resume = Nimmt wieder Anfragen an
name-operator-restart = neustart
command-operator-restart = Sagt Mitgliedern mit wartenden Anfragen, dass der Bot neu startet
optname-minutes = minuten
option-minutes = In wie vielen Minuten

refused-not-operator = Das ist nur für die, die diesen Bot betreiben. Es wurde nichts geändert.
refused-paused = Easel pausiert gerade. Es wurde nichts berechnet; versuch es später noch einmal.
refused-paused-because = Easel pausiert gerade: { $said }. Es wurde nichts berechnet; versuch es später noch einmal.
progress-restart = Easel startet { $at } neu. Deine Anfrage bleibt erhalten und geht danach weiter.

desk-title = So steht es
desk-today = Heute: { $spent } Credits ausgegeben oder reserviert. Es gibt keine Obergrenze. Der Tag endet { $renews }.
desk-today-of = Heute: { $spent } von { $ceiling } Credits ausgegeben oder reserviert. Der Tag endet { $renews }.
desk-month = Diesen Monat: { $spent } Credits.
desk-pause = Das Zeichnen wurde { $since } angehalten.
desk-fal-none = fal: nimmt Anfragen an.
desk-fal-balance = fal: lehnt das Konto ab, das Guthaben ist verbraucht oder es ist gesperrt. Lade es bei fal auf.
desk-fal-credentials = fal: lehnt den Schlüssel ab. Prüfe FAL_KEY.
desk-line = Offen: { $waiting } in der Warteschlange, { $fal } bei fal, { $posting } beim Posten.
desk-ended = Letzte 24 Stunden: { $delivered } ausgeliefert, { $failed } ohne Bilder.
desk-ended-rest = - andere: { $count }
desk-paused = { $open ->
    [one] Neue Anfragen werden jetzt abgelehnt. { $open } angenommene Anfrage wird noch fertig.
   *[other] Neue Anfragen werden jetzt abgelehnt. { $open } angenommene Anfragen werden noch fertig.
}
desk-resumed = Anfragen werden wieder angenommen.
desk-resumed-already = Das Zeichnen war nicht angehalten; es wurde nichts geändert.
desk-restart = { $told ->
    [one] { $told } wartende Anfrage kündigt jetzt an, dass der Bot { $at } neu startet. Starte ihn dann selbst neu; er behält jede Anfrage.
   *[other] { $told } wartende Anfragen kündigen jetzt an, dass der Bot { $at } neu startet. Starte ihn dann selbst neu; er behält jede Anfrage.
}
