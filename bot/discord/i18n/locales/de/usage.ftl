### /quota-admin usage, top and export.

name-quota-admin-usage = verbrauch
command-quota-admin-usage = Diagramm und Tabelle des Verbrauchs nach Tag, Mitglied und Qualität
name-quota-admin-top = rangliste
command-quota-admin-top = Die Mitglieder mit dem höchsten Verbrauch und ihr Anteil
name-quota-admin-export = exportieren
command-quota-admin-export = Alle Credit-Buchungen als CSV-Datei herunterladen, nur für dich
optname-usage-days = tage
option-usage-days = Anzahl der Tage einschließlich heute; ohne Angabe 30
optname-export-from = von
optname-export-to = bis
option-export-day = Datum im Format JJJJ-MM-TT; ohne Angabe die letzten 30 Tage
usage-title = { $credits ->
    [one] { $credits } Credit, { $first } bis { $last }
   *[other] { $credits } Credits, { $first } bis { $last }
}
usage-outcomes = Anfragen: { $delivered } geliefert, { $policy } durch die Inhaltsrichtlinien blockiert, { $failed } fehlgeschlagen, { $cancelled } abgebrochen, { $open } in Arbeit
usage-more = { $more ->
    [one] … und { $more } weiteres Mitglied
   *[other] … und { $more } weitere Mitglieder
}
usage-chart-days = Credits pro Tag
usage-chart-members = Credits nach Mitglied
usage-chart-quality = Credits nach Qualität
usage-chart-rest = andere
usage-chart-ends = Ergebnis der Anfragen
usage-end-delivered = Geliefert
usage-end-policy = Blockiert
usage-end-failed = Fehlgeschlagen
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
export-refused-day = Das ist kein Datum. Schreib es im Format JJJJ-MM-TT, zum Beispiel 2027-01-31.
export-refused-order = Das erste Datum liegt nach dem letzten. Vertausche sie und versuch es noch einmal.
export-refused-size = Schon ein einziger Tag ist zu groß zum Hochladen. Bitte den Betreiber des Bots um die Datei.
