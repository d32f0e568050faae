### Reasons for a failed request. failed-refund follows each of them.

failed-refund = Es wurde nichts berechnet.
# Only the requester sees this one.
failed-refund-private = Es wurde nichts berechnet. ({ $left ->
    [one] { $left } Credit
   *[other] { $left } Credits
} übrig)
failed-fal-policy = Die Inhaltsrichtlinien haben diesen Prompt blockiert. Formuliere ihn um und versuch es noch einmal.
failed-fal-policy-quote = Die Inhaltsrichtlinien haben diesen Prompt blockiert ({ $quote }). Formuliere ihn um und versuch es noch einmal.
failed-fal-invalid = Das Modell hat diese Anfrage nicht angenommen. Versuch es mit einem kürzeren oder einfacheren Prompt oder mit anderen Optionen.
failed-fal-no-media = Es kam kein Bild zurück. Versuch es noch einmal oder ändere den Prompt.
failed-fal-credentials = Easel ist gerade außer Betrieb: Der Bilddienst lehnt den Schlüssel des Bots ab. Der Betreiber weiß Bescheid.
failed-fal-outage = Easel ist gerade außer Betrieb: Beim Bilddienst scheitern zurzeit alle Anfragen, unabhängig vom Prompt. Der Betreiber weiß Bescheid.
failed-fal-balance = Easel ist gerade außer Betrieb: Der Bilddienst lehnt das Konto des Bots ab. Der Betreiber weiß Bescheid.
failed-fal-not-found = Easel ist gerade außer Betrieb: Der Bilddienst kennt diese Anfrage oder das Modell nicht mehr. Der Betreiber weiß Bescheid.
failed-fal-timeout = Der Bilddienst ist nicht rechtzeitig fertig geworden. Versuch es in ein paar Minuten noch einmal.
failed-fal-cancelled-at-fal = Der Bilddienst hat diese Anfrage abgebrochen. Du kannst es noch einmal versuchen.
failed-fal-unavailable = Beim Bilddienst ist ein Fehler aufgetreten. Versuch es in ein paar Minuten noch einmal.
failed-fal-busy = Der Bilddienst nimmt gerade keine Anfragen an. Versuch es in ein paar Minuten noch einmal.
failed-submit-unknown = Der Bilddienst hat deine Anfrage nicht bestätigt. Damit sie nicht doppelt läuft, hat Easel sie beendet. Bitte versuch es noch einmal.
failed-deadline = Das hat länger als { $seconds } Sekunden gedauert, deshalb hat Easel aufgegeben. Versuch es später noch einmal.
failed-result-unreadable = Der Bilddienst ist fertig, aber sein Ergebnis war nicht lesbar. Versuch es in ein paar Minuten noch einmal.
failed-pictures-lost = Die Bilder sind fertig, ließen sich aber nicht herunterladen. Bitte versuch es noch einmal.
failed-pictures-too-large = Die Bilder sind selbst komprimiert zu groß für Discord. Versuch es mit einer kleineren Größe.
failed-undeliverable = Easel konnte die Bilder nirgends posten, wo du sie sehen kannst. Versuch es in einem anderen Kanal.
failed-delivery-unknown = Beim Posten der Bilder ist die Verbindung abgerissen, und Easel kann nicht prüfen, ob sie angekommen sind. Falls du sie siehst, sind sie kostenlos.
failed-internal = Bei uns ist etwas schiefgegangen. Der Betreiber findet den Fehler unter dieser ID: { $id }.
button-retry = Erneut versuchen
