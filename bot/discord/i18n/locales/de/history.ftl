### /history, /show and restoring a deleted post.

name-history = verlauf
command-history = Finde die Bilder, die du auf diesem Server angefragt hast
optname-text = text
option-text = Nur Prompts mit diesen Wörtern zeigen
name-show = zeigen
command-show = Eine Anfrage anhand ihrer ID nachschlagen
optname-id = id
option-id = Die ID einer Anfrage oder der Name einer ihrer Dateien
history-title = Deine Bilder auf diesem Server
history-filter = Prompts mit { $words }, neueste zuerst
history-empty = Du hast auf diesem Server noch nichts gezeichnet. Fang mit `/{ name-imagine }` oder `/{ name-ideas }` an.
history-no-match = Keiner deiner Prompts auf diesem Server enthält { $words }.
history-facts = { $size } · { $quality } · { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
} · { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}
history-jump = Zum Beitrag
history-gone = der Beitrag ist gelöscht
history-private = nur für dich sichtbar
state-queued = In der Warteschlange
state-submitting = Wird gesendet
state-submitted = Wird gezeichnet
state-rendered = Wird gepostet
state-delivered = Fertig
state-failed = Fehlgeschlagen, nichts berechnet
state-cancelled = Abgebrochen, nichts berechnet
state-deleted = Gelöscht
show-by = Angefragt von { $who }
show-hidden = *Dieser Prompt ist privat und wurde nie geteilt oder gemeldet.*
show-private = nur für die anfragende Person sichtbar
show-unknown = Mit dieser ID gibt es keine Anfrage, die du sehen darfst. Deine eigenen findest du in `/{ name-history }`.
button-bring-back = Wiederherstellen
button-newer = Neuere
button-older = Ältere
bring-back-nothing = Es gibt nichts wiederherzustellen: Diese Anfrage endete ohne Bilder.
bring-back-removed = Die Moderation hat diesen Beitrag entfernt, deshalb lässt er sich nicht wiederherstellen. Wende dich an die Serverleitung, falls das ein Irrtum ist.
bring-back-underway = Dieses Bild wird gerade schon wiederhergestellt.
bring-back-unreachable = Die Bilder lassen sich gerade nicht herunterladen. Versuch es in ein paar Minuten noch einmal.
bring-back-forgotten = Der Bilddienst hat diese Bilder nicht mehr. Stell die Anfrage noch einmal, um neue zu zeichnen.
bring-back-too-large = Die Bilder sind selbst komprimiert zu groß für diesen Kanal.
bring-back-here = Der Beitrag ist noch da: { $url }
bring-back-cannot-look = Easel kann nicht prüfen, ob der Beitrag noch da ist, und hat ihn deshalb nicht noch einmal gepostet. Bitte die Serverleitung, Easel diesen Kanal lesen zu lassen, oder versuch es in ein paar Minuten noch einmal.
bring-back-not-posted = Discord hat die Bilder nicht angenommen. Versuch es in ein paar Minuten noch einmal.
bring-back-title = **{ $prompt }** wiederhergestellt von { $who }
bring-back-free = Das sind die ursprünglichen Bilder; es wurde nichts berechnet.
bring-back-missing = { $missing ->
    [one] Eines der Bilder gibt es nicht mehr.
   *[other] { $missing } der Bilder gibt es nicht mehr.
}
recent-gone = Diesen früheren Prompt gibt es nicht mehr. Wähle einen anderen oder gib ihn neu ein.
