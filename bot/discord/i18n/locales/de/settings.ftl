### /settings.

name-settings = einstellungen
command-settings = Festlegen, wo, von wem und wie auf diesem Server gezeichnet wird
settings-title = Einstellungen dieses Servers
settings-intro = Jede Änderung gilt sofort und wird protokolliert. Wo nichts gewählt ist, ist nichts eingeschränkt.
settings-section-overview = Alles auf einen Blick
settings-section-places = Wo und von wem
settings-section-repeats = Wer ein Ergebnis noch einmal zeichnen darf
settings-section-choices = Größen, Qualitäten und Anzahl
settings-section-look = Spoiler und Sprache
settings-section-safety = Sicherheit und abgelehnte Wörter
settings-section-notices = Protokollkanal
settings-name-channels = Kanäle, in denen gezeichnet werden darf (samt ihren Threads)
settings-name-roles = Rollen, die zeichnen dürfen
settings-name-repeat-by = Wer Ergebnisse anderer noch einmal zeichnen darf
settings-name-repeat-roles = Rollen dafür
settings-name-sizes = Größen
settings-name-qualities = Qualitäten
settings-name-largest-count = Höchstens so viele Bilder auf einmal
settings-name-spoiler = Bilder bis zum Anklicken als Spoiler verdecken
settings-name-spoiler-channels = Kanäle, in denen Bilder immer verdeckt sind
settings-name-language = Sprache öffentlicher Beiträge
settings-name-safety-tolerance = Sicherheitstoleranz
settings-name-refused-words = Abgelehnte Wörter
settings-name-log-channel = Kanal für Meldungen und Hinweise
settings-why-server = hier festgelegt
settings-why-operator = Einstellung des Betreibers
settings-why-model = Vorgabe des Modells
settings-why-nobody = hier nicht festgelegt
settings-value-everywhere = Überall
settings-value-everyone = Alle
settings-value-none = Keine
settings-value-all = Alles, was das Modell bietet
settings-value-requester = Nur wer es angefragt hat
settings-value-anyone = Alle, aufs eigene Kontingent
settings-value-roles = Wer es angefragt hat, und die Rollen unten
settings-value-no-roles = Die Rollen unten, aber keine ist gewählt: nur wer es angefragt hat
settings-value-covered = Überall verdeckt
settings-value-uncovered = Nicht verdeckt
settings-value-own-language = Die eigene Sprache des Mitglieds
settings-value-count = { $most ->
    [one] Höchstens { $most } Bild
   *[other] Höchstens { $most } Bilder
}
settings-value-tolerance = { $tolerance } (1 ist am strengsten, 6 am lockersten)
settings-value-no-tolerance = Dieses Modell hat keine solche Einstellung
settings-value-words = { $words ->
    [0] Keine
    [one] { $words } Wort
   *[other] { $words } Wörter
}
settings-value-gone-channel = ein gelöschter Kanal
settings-value-gone-role = eine gelöschte Rolle
settings-option-operator = Wie beim Betreiber: { $value }
placeholder-settings-channels = Kanäle wählen
placeholder-settings-roles = Rollen wählen
button-settings-words = Wörter bearbeiten
button-settings-clear = Auswahl zurücksetzen
title-settings-words = Abgelehnte Wörter
label-settings-words = Wörter, eines pro Zeile
settings-words-how = Höchstens { $most } Wörter zu { $longest } Zeichen; Groß/klein, Akzente, Verstecktes sind egal.
settings-words-limit = Das ist zu viel: Es können { $most } Wörter mit je höchstens { $longest } Zeichen abgelehnt werden. Es wurde nichts geändert.
settings-outdated = Diese Auswahl gibt es nicht mehr. Öffne `/{ name-settings }` noch einmal. Es wurde nichts geändert.
