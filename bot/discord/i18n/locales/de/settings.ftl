### /settings.

name-settings = einstellungen
command-settings = Kanäle, Rollen, Größen, Spoiler, Meldungen und gesperrte Wörter einstellen
settings-title = Servereinstellungen
settings-intro = Änderungen gelten sofort und werden protokolliert. Was leer bleibt, ist nicht eingeschränkt.
settings-rest = Alles andere steht auf Standard.
settings-untouched = Alles steht auf Standard. Wähle oben einen Bereich, um etwas zu ändern.
settings-section-overview = Übersicht
settings-section-places = Kanäle und Rollen
settings-section-repeats = Wer Ergebnisse noch einmal zeichnen darf
settings-section-choices = Größen, Qualitäten und Anzahl
settings-section-look = Spoiler und Sprache
settings-section-safety = Sicherheit und gesperrte Wörter
settings-section-notices = Moderationskanal
settings-name-channels = Kanäle, in denen Easel genutzt werden darf (samt Threads)
settings-name-roles = Rollen, die Easel nutzen dürfen
settings-name-repeat-by = Wer Ergebnisse anderer noch einmal zeichnen darf
settings-name-repeat-roles = Rollen, die Ergebnisse anderer noch einmal zeichnen dürfen
settings-name-models = Modelle
settings-name-sizes = Größen
settings-name-qualities = Qualitäten
settings-name-largest-count = Höchstzahl der Bilder pro Anfrage
settings-name-spoiler = Bilder als Spoiler verbergen
settings-name-spoiler-channels = Kanäle, in denen Bilder immer verborgen sind
settings-name-language = Sprache öffentlicher Beiträge
settings-name-safety-tolerance = Sicherheitstoleranz
settings-name-others-pictures = Bilder anderer Mitglieder bearbeiten
settings-name-refused-words = Gesperrte Wörter
settings-name-log-channel = Kanal für Meldungen und Hinweise
settings-why-server = hier festgelegt
settings-why-operator = vom Betreiber festgelegt
settings-why-model = Standard des Modells
settings-why-default = Standard
settings-value-everywhere = Überall
settings-value-everyone = Alle
settings-value-none = Keine
settings-value-all = Alles, was das Modell bietet
settings-value-requester = Nur die anfragende Person
settings-value-anyone = Alle, mit eigenen Credits
settings-value-roles = Die anfragende Person und die Rollen unten
settings-value-no-roles = Die anfragende Person (unten ist keine Rolle ausgewählt)
settings-value-covered = Überall verborgen
settings-value-uncovered = Nicht verborgen
settings-value-own-language = Die eigene Sprache des Mitglieds
settings-value-count = { $most ->
    [one] Bis zu { $most } Bild
   *[other] Bis zu { $most } Bilder
}
settings-value-tolerance = { $tolerance } (1 ist am strengsten, 6 am lockersten)
settings-value-no-tolerance = Von diesem Modell nicht unterstützt
settings-value-pictures-never = Nie
settings-value-pictures-ask = Nur mit Zustimmung der Person, die es gepostet hat
settings-value-pictures-allowed = Immer, außer bei Widerspruch
settings-value-words = { $words ->
    [0] Keine
    [one] { $words } Wort
   *[other] { $words } Wörter
}
settings-value-gone-channel = ein gelöschter Kanal
settings-value-gone-role = eine gelöschte Rolle
settings-option-operator = Standard: { $value }
placeholder-settings-channels = Kanäle wählen
placeholder-settings-roles = Rollen wählen
button-settings-words = Wörter bearbeiten
button-settings-clear = Auswahl zurücksetzen
title-settings-words = Gesperrte Wörter
label-settings-words = Wörter, eines pro Zeile
settings-words-how = Bis zu { $most } Wörter zu { $longest } Zeichen; Groß/klein, Akzente, unsichtbare Zeichen zählen nicht.
settings-words-limit = Das ist zu viel: Du kannst bis zu { $most } Wörter mit je höchstens { $longest } Zeichen sperren. Es wurde nichts geändert.
settings-outdated = Diese Auswahl gibt es nicht mehr. Öffne `/{ name-settings }` noch einmal. Es wurde nichts geändert.
