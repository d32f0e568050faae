### Why there are no pictures. Each is followed by the refund line.

failed-refund = Es wurde nichts berechnet: Du hast { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} zurückbekommen ({ $left } übrig).
failed-fal-policy = Die Inhaltsregeln des Modells lassen diesen Prompt nicht zu. Ein neuer Versuch hilft nicht; bitte formuliere ihn um.
failed-fal-policy-quote = Die Inhaltsregeln des Modells lassen diesen Prompt nicht zu ({ $quote }). Ein neuer Versuch hilft nicht; bitte formuliere ihn um.
failed-fal-invalid = Das Modell hat diese Anfrage nicht angenommen. Versuch es mit einem kürzeren oder einfacheren Prompt oder mit anderen Optionen.
failed-fal-no-media = Das Modell ist fertig geworden, hat aber kein Bild geliefert. Versuch es noch einmal oder formuliere den Prompt um.
failed-fal-credentials = Das Zeichnen ist außer Betrieb: fal akzeptiert den Schlüssel dieses Bots nicht. Der Betreiber weiß Bescheid.
failed-fal-balance = Das Zeichnen ist außer Betrieb: Das Guthaben des Bots bei fal ist aufgebraucht. Der Betreiber weiß Bescheid.
failed-fal-not-found = Das Zeichnen ist außer Betrieb: fal kennt die Anfrage oder das Modell nicht mehr. Der Betreiber weiß Bescheid.
failed-fal-timeout = fal ist in der eigenen Frist nicht fertig geworden. Versuch es in ein paar Minuten noch einmal.
failed-fal-cancelled-at-fal = Die Anfrage wurde bei fal abgebrochen. Du kannst es noch einmal versuchen.
failed-fal-unavailable = Bei fal ist während des Zeichnens etwas schiefgegangen. Versuch es in ein paar Minuten noch einmal.
failed-fal-busy = fal nimmt gerade keine Anfragen an. Versuch es in ein paar Minuten noch einmal.
failed-submit-unknown = Die Verbindung zu fal ist abgerissen, während deine Anfrage übergeben wurde. Sicherheitshalber wurde sie nicht ein zweites Mal geschickt. Bitte stell sie noch einmal.
failed-deadline = fal ist nicht innerhalb von { $seconds } s fertig geworden, deshalb wurde die Anfrage aufgegeben. Versuch es später noch einmal.
failed-result-unreadable = fal meldet, dass die Bilder fertig sind, gibt sie aber nicht heraus. Versuch es in ein paar Minuten noch einmal.
failed-pictures-lost = Die Bilder wurden gezeichnet, ließen sich aber nicht abholen. Bitte versuch es noch einmal.
failed-pictures-too-large = Die Bilder ließen sich nicht klein genug für Discord machen. Versuch es mit einer kleineren Größe.
failed-undeliverable = Die Bilder wurden gezeichnet, aber Discord hat sie nirgends angenommen, wo du sie sehen könntest. Versuch es in einem anderen Kanal.
failed-delivery-unknown = Die Bilder wurden gezeichnet, aber beim Posten ist die Verbindung des Bots abgerissen, und er darf nicht nachsehen, ob sie angekommen sind. Falls du sie siehst, gehören sie dir kostenlos.
failed-internal = Bei uns ist etwas schiefgegangen. Der Betreiber findet es unter der ID { $id }.
