### Moderation: timed blocks, cooldowns and reports.

optname-hours = stunden
option-hours = Anzahl der Stunden; leer lassen, um unbefristet zu sperren
refused-blocked-until = Du kannst Easel auf diesem Server gerade nicht nutzen. Die Sperre endet { $until }. Wende dich an die Serverleitung, falls das ein Irrtum ist.
quota-blocked-until = Von der Serverleitung gesperrt: keine Bilder auf diesem Server. Die Sperre endet { $until }.
admin-blocked-until = { $who } kann Easel auf diesem Server bis { $until } nicht nutzen.
refused-slowed = Die Inhaltsrichtlinien haben zuletzt { $count } deiner Prompts blockiert, deshalb musst du kurz warten. Du kannst es { $until } wieder versuchen. Es wurde nichts berechnet.
notice-slowed = Die Inhaltsrichtlinien haben innerhalb weniger Stunden { $count } Prompts von { $who } blockiert. Neue Anfragen sind erst { $until } wieder möglich. Mit `/quota-admin { name-quota-admin-block }` kannst du das Mitglied ganz sperren.
rules-age-restricted = Dieses Bild stammt aus einem Kanal mit Altersbeschränkung und lässt sich nur in einem solchen wiederverwenden. Es wurde nichts berechnet.

## Reports

menu-report = Bild melden
report-thanks = Danke. Die Serverleitung wurde benachrichtigt.
refused-report-no-log = Auf diesem Server sind Meldungen noch nicht eingerichtet. Bitte die Serverleitung, in `/{ name-settings }` einen Moderationskanal zu wählen. Es wurde nichts gesendet.
refused-report-again = Du hast dieses Bild schon gemeldet. Die Serverleitung wurde benachrichtigt.
refused-report-closed = Deine Meldung ist gespeichert, aber Easel kann nicht in den Moderationskanal schreiben. Sag der Serverleitung Bescheid und melde das Bild dann noch einmal.
report-title = Bild gemeldet
report-picture = Das Bild
report-drawn = { $link }, angefragt von { $who } { $at }:
report-by = { $others ->
    [0] Gemeldet von { $who } { $at }.
    [one] Gemeldet von { $who } { $at } und von { $others } weiteren Mitglied.
   *[other] Gemeldet von { $who } { $at } und von { $others } weiteren Mitgliedern.
}
report-removed = Entfernt { $at }.
report-blocked = { $who } kann Easel hier nicht mehr nutzen.
report-blocked-until = { $who } kann Easel hier bis { $until } nicht nutzen.
report-dismissed = { $who } hat diese Meldung verworfen.
button-report-remove = Bild entfernen
button-report-block-day = Einen Tag sperren
button-report-block = Sperren
button-report-dismiss = Verwerfen
audit-did-remove = { $who } hat ein Bild von { $target } entfernt
