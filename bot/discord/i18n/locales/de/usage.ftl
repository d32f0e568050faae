### /quota-admin usage, top and export.

name-quota-admin-usage = verbrauch
command-quota-admin-usage = Diagramm und Tabelle des Verbrauchs nach Tag, Mitglied und Qualität
name-quota-admin-top = rangliste
command-quota-admin-top = Welche Mitglieder am meisten verbrauchen, mit Anteil
name-quota-admin-export = exportieren
command-quota-admin-export = Jede Bewegung von Credits als CSV-Datei, nur für dich
optname-usage-days = tage
option-usage-days = Wie viele Tage zurück, heute eingeschlossen; sonst 30
optname-export-from = von
optname-export-to = bis
option-export-day = Ein Tag als JJJJ-MM-TT; ohne Angabe die letzten 30 Tage
usage-title = { $credits ->
    [one] { $credits } Credit, { $first } bis { $last }
   *[other] { $credits } Credits, { $first } bis { $last }
}
usage-outcomes = Anfragen: { $delivered } gezeichnet, { $policy } von den Inhaltsregeln abgelehnt, { $failed } fehlgeschlagen, { $cancelled } abgebrochen, { $open } noch offen
usage-more = { $more ->
    [one] … und { $more } weiteres Mitglied
   *[other] … und { $more } weitere Mitglieder
}
usage-chart-days = Credits pro Tag
usage-chart-members = Credits nach Mitglied
usage-chart-quality = Credits nach Qualität
usage-chart-rest = andere
usage-chart-ends = Wie Anfragen endeten
usage-end-delivered = Gezeichnet
usage-end-policy = Regeln
usage-end-failed = Gescheitert
usage-end-cancelled = Abgebrochen
usage-chart-legend = -# Im Diagramm: { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } Eintrag, { $first } bis { $last }. Zeiten in UTC; lies die Spalten mit IDs als Text ein.
   *[other] { $rows } Einträge, { $first } bis { $last }. Zeiten in UTC; lies die Spalten mit IDs als Text ein.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } Eintrag passte nicht mehr ins Upload-Limit. Den Rest bekommst du mit `{ optname-export-from }` { $day }.
   *[other] { $rows } Einträge passten nicht mehr ins Upload-Limit. Den Rest bekommst du mit `{ optname-export-from }` { $day }.
}
export-refused-day = Das ist kein Tag: Schreib ihn als JJJJ-MM-TT, zum Beispiel 2027-01-31.
export-refused-order = Der erste Tag liegt nach dem letzten: Vertausche sie.
export-refused-size = Ein einziger Tag ist größer, als du hier hochladen darfst. Bitte den Betreiber des Bots um die Datei.
