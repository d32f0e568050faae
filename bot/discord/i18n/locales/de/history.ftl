### /history and /show, and bringing a picture back.

name-history = verlauf
command-history = Finde die Bilder, die du auf diesem Server angefragt hast
optname-text = text
option-text = Nur die, deren Prompt diese Wörter enthält
name-show = zeigen
command-show = Sieh dir eine Anfrage anhand ihrer ID an
optname-id = id
option-id = Die ID einer Anfrage oder der Name einer ihrer Dateien
history-title = Deine Bilder auf diesem Server
history-filter = Nur die mit { $words }, neueste zuerst
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
history-gone = der Beitrag ist weg
history-private = nur für dich
state-queued = In der Warteschlange
state-submitting = Wird an fal übergeben
state-submitted = Wird gezeichnet
state-rendered = Wird gepostet
state-delivered = Fertig
state-failed = Fehlgeschlagen, nichts berechnet
state-cancelled = Abgebrochen, nichts berechnet
state-deleted = Gelöscht
show-by = Angefragt von { $who }
show-hidden = *Der Prompt ist privat. Er wurde weder geteilt noch gemeldet.*
show-private = nur für den, der gefragt hat
show-unknown = Es gibt keine Anfrage mit dieser ID, die du sehen darfst. Deine eigenen stehen in `/{ name-history }`.
button-bring-back = Zurückholen
button-newer = Neuere
button-older = Ältere
bring-back-nothing = Es gibt nichts zurückzuholen: Diese Anfrage endete ohne Bilder.
bring-back-removed = Jemand, der sich um diesen Server kümmert, hat den Beitrag entfernt; er lässt sich nicht zurückholen. Frag bitte dort nach.
bring-back-underway = Dieses Bild wird gerade schon zurückgeholt.
bring-back-unreachable = Die Bilder lassen sich gerade nicht von fal laden. Versuch es in ein paar Minuten noch einmal.
bring-back-forgotten = fal hat diese Bilder nicht mehr. Stell die Anfrage noch einmal, um neue zu zeichnen.
bring-back-too-large = Die Bilder ließen sich für diesen Kanal nicht klein genug machen.
bring-back-here = Der Beitrag ist noch da: { $url }
bring-back-cannot-look = Easel darf nicht nachsehen, ob der Beitrag noch da ist, und hat ihn deshalb nicht noch einmal gepostet. Bitte die Serverleitung, Easel diesen Kanal lesen zu lassen, oder versuch es in ein paar Minuten noch einmal.
bring-back-not-posted = Discord hat die Bilder nicht angenommen. Versuch es in ein paar Minuten noch einmal.
bring-back-title = { $who } hat zurückgeholt: { $prompt }
bring-back-free = Dieselben Bilder wie zuvor; es wurde nichts berechnet.
bring-back-missing = { $missing ->
    [one] Eines der Bilder gibt es nicht mehr.
   *[other] { $missing } der Bilder gibt es nicht mehr.
}
recent-gone = Diesen früheren Prompt gibt es nicht mehr. Wähle einen anderen oder gib ihn neu ein.
