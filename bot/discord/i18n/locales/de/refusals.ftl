### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = Dein Prompt ist leer. Schreib ein paar Worte dazu, was gezeichnet werden soll.
refused-prompt-long = Dein Prompt hat { $length } Zeichen, erlaubt sind { $limit }. Kürze ihn und versuch es noch einmal.
refused-option = Das steht bei { $option } nicht zur Auswahl. Wähle etwas aus der Liste.
refused-size = { $model } hat diese Größe nicht. Am nächsten kommen: { $sizes }.
refused-quality = { $model } hat diese Qualität nicht. Verfügbar sind: { $qualities }.
refused-count = { $model } kann nicht so viele Bilder auf einmal erstellen. Möglich sind: { $counts }.
refused-blocked = Du kannst Easel auf diesem Server nicht nutzen. Wende dich an die Serverleitung, falls das ein Irrtum ist.
refused-cap-server = Dieser Server hat seine Credits für heute aufgebraucht. Neue gibt es { $renews }.
refused-cap-server-operator = Dieser Server hat die Credits verbraucht, die er pro Tag ausgeben darf. Neue gibt es { $renews }. Das Limit legt der Betreiber des Bots fest.
refused-cap-bot = Easel hat seine Credits für heute aufgebraucht. Neue gibt es { $renews }.
refused-line-full = Die Warteschlange ist voll ({ $waiting ->
    [one] { $waiting } Anfrage
   *[other] { $waiting } Anfragen
}). Versuch es in einer Minute noch einmal.
refused-line-full-own = Du hast schon { $waiting ->
    [one] { $waiting } wartende Anfrage
   *[other] { $waiting } wartende Anfragen
}. Warte, bis eine davon fertig ist.
refused-line-full-server = Von diesem Server warten schon { $waiting ->
    [one] { $waiting } Anfrage
   *[other] { $waiting } Anfragen
}, mehr Plätze hat er in der Warteschlange nicht. Versuch es in einer Minute noch einmal.
refused-line-reserved = Die Warteschlange ist fast voll, und die letzten Plätze sind für Mitglieder ohne wartende Anfrage. Du hast { $waiting ->
    [one] { $waiting } wartende Anfrage
   *[other] { $waiting } wartende Anfragen
}: Warte, bis eine davon fertig ist.
refused-not-yours = Nur wer dieses Bild angefragt hat, kann es noch einmal zeichnen lassen. Für deine eigene Version drück darunter auf **{ button-more }** und dann auf **{ button-start }**.
refused-already-running = Dieses Bild wird gerade schon neu für dich gezeichnet. Warte, bis es fertig ist.
refused-repeat-closed = Easel darf in diesem Kanal nicht posten, deshalb wurde nichts gezeichnet. Bitte die Serverleitung, Easel dort „Kanal ansehen“, „Nachrichten senden“ und „Dateien anhängen“ zu erlauben. Es wurde nichts berechnet.
refused-closing = Easel startet gerade neu. Versuch es in einer Minute noch einmal.
refused-server = Easel ist auf diesem Server nicht freigeschaltet. Welche Server Easel nutzen dürfen, entscheidet der Betreiber.
refused-fal-balance = Easel pausiert: Der Bilddienst lehnt das Konto des Bots ab. Der Betreiber weiß Bescheid.
refused-fal-credentials = Easel pausiert: Der Bilddienst lehnt den Schlüssel des Bots ab. Der Betreiber weiß Bescheid.
refused-fal-outage = Easel pausiert: Beim Bilddienst scheitern zurzeit alle Anfragen. Der Betreiber weiß Bescheid.
refused-outside = Das geht nur auf einem Server, nicht in Direktnachrichten.
refused-not-admin = Dafür brauchst du die Berechtigung „Server verwalten“. Es wurde nichts geändert.
refused-amount = { $amount } ist nicht möglich. Wähle eine Zahl von 1 bis { $limit }. Es wurde nichts geändert.
refused-grant-total = Dieses Mitglied hat schon { $has ->
    [one] { $has } Bonus-Credit
   *[other] { $has } Bonus-Credits
}; möglich sind höchstens { $limit }. Es wurde nichts geändert.
refused-bot-target = Bots haben keine Credits. Es wurde nichts geändert.
refused-target = Das ist kein Mitglied und keine Rolle dieses Servers. Es wurde nichts geändert.
refused-outdated = Dieser Befehl hat sich geändert. Starte Discord neu oder versuch es in einer Minute noch einmal.
refused-gone = Dieses Bild ist zu alt: Easel hat die Anfrage dazu nicht mehr.
refused-database = Die Datenbank von Easel antwortet gerade nicht. Es wurde nichts berechnet; versuch es in einer Minute noch einmal.
refused-database-unknown = Die Verbindung zur Datenbank ist beim Speichern deiner Anfrage abgebrochen. Falls sie gespeichert wurde, kommt das Ergebnis noch; warte bitte ein paar Minuten, bevor du es noch einmal versuchst.
error-unexpected = Bei uns ist etwas schiefgegangen. Es wurde nichts berechnet. Wenn es wieder passiert, nenne dem Betreiber diese ID: { $id }.
