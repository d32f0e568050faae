### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = zurücknehmen
command-quota-admin-undo = Die letzte Änderung zurücknehmen; du siehst sie zuerst
optname-preview = vorschau
option-preview = Nur zeigen, was sich ändern würde und für wie viele
undo-question = Diese Änderung zurücknehmen?
undo-done = Zurückgenommen
undo-nothing = Es gibt keine Änderung, die sich zurücknehmen lässt.
undo-kept = Es wurde nichts geändert.
undo-effect-grant = { $credits ->
    [one] { $who } verliert { $credits } Credit.
   *[other] { $who } verliert { $credits } Credits.
}
undo-effect-reset = { $credits ->
    [one] { $credits } Credit gilt wieder als heute verbraucht: { $who }.
   *[other] { $credits } Credits gelten wieder als heute verbraucht: { $who }.
}
undo-done-effect-grant = { $credits ->
    [one] { $who } hat { $credits } Credit weniger.
   *[other] { $who } hat { $credits } Credits weniger.
}
undo-done-effect-reset = { $credits ->
    [one] { $credits } Credit gilt wieder als heute verbraucht: { $who }.
   *[other] { $credits } Credits gelten wieder als heute verbraucht: { $who }.
}
undo-used = { $used ->
    [one] { $used } Credit davon ist schon verbraucht und bleibt es.
   *[other] { $used } Credits davon sind schon verbraucht und bleiben es.
}
undo-refused-unknown = Diese Änderung gibt es auf diesem Server nicht. Es wurde nichts geändert.
undo-refused-already = { $who } hat das schon zurückgenommen. Es wurde nichts geändert.
undo-refused-undo = Dieser Eintrag hat selbst eine Änderung zurückgenommen; nimm die Änderung stattdessen neu vor. Es wurde nichts geändert.
undo-refused-nothing = Das hat nichts geändert, also gibt es nichts zurückzunehmen.
undo-refused-changed = Das wurde seither wieder geändert: Sieh in `/quota-admin { name-quota-admin-audit }` nach und leg fest, was du willst. Es wurde nichts geändert.
undo-refused-spent = Diese Credits sind alle verbraucht, also gibt es nichts zurückzunehmen.
undo-refused-day = Der Tag dieses Zurücksetzens ist vorbei, also gibt es nichts zurückzunehmen.
button-undo = Zurücknehmen
button-undo-confirm = Ja, zurücknehmen
button-undo-keep = So lassen
preview-title = Vorschau: nichts wird geändert
preview-limit = { $target }: { $before } → { $after } Credits pro Tag
preview-role = { $members ->
    [one] -# { $members } Mitglied hat diese Rolle. Ein eigenes Limit oder das einer höheren Rolle geht vor.
   *[other] -# { $members } Mitglieder haben diese Rolle. Ein eigenes Limit oder das einer höheren Rolle geht vor.
}
preview-everyone = { $members ->
    [one] -# Dieser Server hat etwa { $members } Mitglied. Ein eigenes Limit oder das einer Rolle geht vor.
   *[other] -# Dieser Server hat etwa { $members } Mitglieder. Ein eigenes Limit oder das einer Rolle geht vor.
}
preview-askers = { $members ->
    [0] -# Seit dem { $since } hat hier niemand Bilder angefragt.
    [one] -# Seit dem { $since } hat hier { $members } Mitglied Bilder angefragt.
   *[other] -# Seit dem { $since } haben hier { $members } Mitglieder Bilder angefragt.
}
