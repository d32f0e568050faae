### /quota-admin undo and previews of changes.

name-quota-admin-undo = zurücknehmen
command-quota-admin-undo = Die letzte Änderung zurücknehmen; du bestätigst sie vorher
optname-preview = vorschau
option-preview = Nur zeigen, was sich ändern würde und für wie viele Mitglieder
undo-question = Diese Änderung zurücknehmen?
undo-done = Zurückgenommen
undo-nothing = Es gibt nichts zurückzunehmen.
undo-kept = Es wurde nichts geändert.
undo-effect-grant = { $credits ->
    [one] { $who } verliert { $credits } Bonus-Credit.
   *[other] { $who } verliert { $credits } Bonus-Credits.
}
undo-effect-reset = { $credits ->
    [one] Der heutige Verbrauch von { $who } steigt wieder um { $credits } Credit.
   *[other] Der heutige Verbrauch von { $who } steigt wieder um { $credits } Credits.
}
undo-done-effect-grant = { $credits ->
    [one] { $who } hat { $credits } Bonus-Credit verloren.
   *[other] { $who } hat { $credits } Bonus-Credits verloren.
}
undo-done-effect-reset = { $credits ->
    [one] Der heutige Verbrauch von { $who } ist wieder um { $credits } Credit gestiegen.
   *[other] Der heutige Verbrauch von { $who } ist wieder um { $credits } Credits gestiegen.
}
undo-used = { $used ->
    [one] { $used } davon ist schon verbraucht und kommt nicht zurück.
   *[other] { $used } davon sind schon verbraucht und kommen nicht zurück.
}
undo-refused-unknown = Diese Änderung gibt es auf diesem Server nicht. Es wurde nichts geändert.
undo-refused-already = { $who } hat das schon zurückgenommen. Es wurde nichts geändert.
undo-refused-undo = Dieser Eintrag ist selbst eine Zurücknahme. Nimm stattdessen die ursprüngliche Änderung noch einmal vor. Es wurde nichts geändert.
undo-refused-nothing = Dieser Eintrag hat nichts geändert, also gibt es nichts zurückzunehmen.
undo-refused-changed = Das wurde seitdem noch einmal geändert. Sieh in `/quota-admin { name-quota-admin-audit }` nach und lege den gewünschten Wert neu fest. Es wurde nichts geändert.
undo-refused-spent = Diese Credits sind alle verbraucht, also gibt es nichts zurückzunehmen.
undo-refused-day = Der Tag, für den zurückgesetzt wurde, ist vorbei, also gibt es nichts zurückzunehmen.
undo-refused-erased = Die Daten dieses Mitglieds wurden gelöscht, also gibt es nichts zurückzunehmen.
button-undo = Zurücknehmen
button-undo-confirm = Ja, zurücknehmen
button-undo-keep = Beibehalten
preview-title = Vorschau: Es wurde nichts geändert
preview-limit = { $target }: { $before } → { $after } Credits pro Tag
preview-role = { $members ->
    [one] -# { $members } Mitglied hat diese Rolle. Eigene Limits und höhere Limits anderer Rollen haben Vorrang.
   *[other] -# { $members } Mitglieder haben diese Rolle. Eigene Limits und höhere Limits anderer Rollen haben Vorrang.
}
preview-everyone = { $members ->
    [one] -# Dieser Server hat etwa { $members } Mitglied. Eigene Limits und Rollenlimits haben Vorrang.
   *[other] -# Dieser Server hat etwa { $members } Mitglieder. Eigene Limits und Rollenlimits haben Vorrang.
}
preview-askers = { $members ->
    [0] -# Seit dem { $since } hat hier niemand Bilder angefragt.
    [one] -# Seit dem { $since } hat hier { $members } Mitglied Bilder angefragt.
   *[other] -# Seit dem { $since } haben hier { $members } Mitglieder Bilder angefragt.
}
