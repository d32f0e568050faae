### Moderation: timed blocks, slowing down, reports.

optname-hours = stunden
option-hours = Für wie viele Stunden; weglassen, um für immer zu sperren
refused-blocked-until = Du kannst Easel auf diesem Server gerade nicht nutzen. Die Sperre endet { $until }. Wende dich an die Serverleitung, falls das ein Irrtum ist.
quota-blocked-until = Von der Serverleitung gesperrt: keine Bilder auf diesem Server. Die Sperre endet { $until }.
admin-blocked-until = { $who } kann Easel auf diesem Server bis { $until } nicht nutzen.
refused-slowed = Die Inhaltsregeln des Modells haben zuletzt { $count } deiner Prompts abgelehnt, deshalb kannst du erst { $until } wieder anfragen. Es wurde nichts berechnet. Bitte formuliere deinen Prompt bis dahin um.
notice-slowed = Die Inhaltsregeln des Modells haben innerhalb weniger Stunden { $count } Prompts von { $who } abgelehnt. Neue Anfragen gehen erst { $until } wieder. Mit `/quota-admin { name-quota-admin-block }` ist ganz Schluss.
rules-age-restricted = Dieses Bild entstand in einem Kanal mit Altersbeschränkung und lässt sich nur in einem solchen wieder verwenden. Es wurde nichts berechnet.

## Reports

menu-report = Bild melden
report-thanks = Danke. Wer sich um diesen Server kümmert, weiß jetzt Bescheid.
refused-report-no-log = Hier liest noch niemand Meldungen. Bitte die Serverleitung, in `/{ name-settings }` einen Protokollkanal zu wählen. Es wurde nichts gesendet.
refused-report-again = Du hast dieses Bild schon gemeldet. Wer sich um diesen Server kümmert, weiß Bescheid.
refused-report-closed = Deine Meldung ist notiert, aber in den Protokollkanal kann nicht geschrieben werden. Sag bitte der Serverleitung Bescheid; eine neue Meldung versucht es noch einmal.
report-title = Ein Bild wurde gemeldet
report-picture = Das Bild
report-drawn = { $link }, gezeichnet für { $who } { $at }:
report-by = { $others ->
    [0] Gemeldet von { $who } { $at }.
    [one] Gemeldet von { $who } { $at } und von { $others } weiteren Mitglied.
   *[other] Gemeldet von { $who } { $at } und von { $others } weiteren Mitgliedern.
}
report-removed = Entfernt { $at }.
report-blocked = { $who } kann hier nicht mehr zeichnen.
report-blocked-until = { $who } kann hier bis { $until } nicht zeichnen.
report-dismissed = { $who } hat nichts daran auszusetzen.
button-report-remove = Bild entfernen
button-report-block-day = Einen Tag sperren
button-report-block = Sperren
button-report-dismiss = Alles in Ordnung
audit-did-remove = { $who } hat ein Bild von { $target } entfernt
