### Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = Es gibt noch nichts zu zeichnen: Schreib ein paar Worte in den Prompt.
refused-prompt-long = Dieser Prompt hat { $length } Zeichen; höchstens { $limit } sind möglich. Kürze ihn und versuch es noch einmal.
refused-option = Das steht bei { $option } nicht zur Auswahl. Nimm etwas aus der Liste.
refused-blocked = Die Serverleitung hat das Zeichnen für dich abgeschaltet. Bitte frag dort nach.
refused-quota = Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}, und du hast noch { $left }. Dein Kontingent erneuert sich { $renews }. Eine kleinere Größe, niedrigere Qualität oder weniger Bilder kosten weniger.
refused-ceiling-server = Dieser Server hat seine Credits für heute verbraucht. Sie erneuern sich { $renews }.
refused-ceiling-bot = Der Bot hat seine Credits für heute verbraucht. Sie erneuern sich { $renews }.
refused-line-full = Die Warteschlange ist voll: { $waiting ->
    [one] { $waiting } Anfrage wartet
   *[other] { $waiting } Anfragen warten
}. Versuch es in einer Minute noch einmal.
refused-line-full-own = Von dir { $waiting ->
    [one] wartet schon { $waiting } Anfrage
   *[other] warten schon { $waiting } Anfragen
}. Lass erst eine fertig werden.
refused-not-yours = Nur wer dieses Bild angefragt hat, kann es hier noch einmal zeichnen lassen. Mit `/{ name-imagine }` bekommst du ein eigenes.
refused-already-running = Deine Wiederholung dieses Bildes wird noch gezeichnet.
refused-closing = Easel startet neu und nimmt einen Moment lang keine Anfragen an. Versuch es in einer Minute noch einmal.
refused-server = Dieser Server steht nicht auf der Liste des Betreibers, deshalb ist das Zeichnen hier abgeschaltet.
refused-fal-balance = Das Zeichnen ist angehalten: Das Guthaben des Bots bei fal ist aufgebraucht. Der Betreiber weiß Bescheid.
refused-fal-credentials = Das Zeichnen ist angehalten: fal akzeptiert den Schlüssel dieses Bots nicht. Der Betreiber weiß Bescheid.
refused-outside = Das geht nur auf einem Server, denn Kontingente gehören zu Servern.
refused-not-admin = Dafür brauchst du die Berechtigung „Server verwalten“. Es wurde nichts geändert.
refused-amount = { $amount } ist nicht möglich: Nimm eine Zahl von 1 bis { $limit }. Es wurde nichts geändert.
refused-grant-total = Das Mitglied hat schon { $has ->
    [one] { $has } geschenkten Credit
   *[other] { $has } geschenkte Credits
}, und mehr als { $limit } geht nicht. Es wurde nichts geändert.
refused-bot-target = Bots zeichnen nicht, also haben sie kein Kontingent. Es wurde nichts geändert.
refused-target = Das ist kein Mitglied und keine Rolle dieses Servers. Es wurde nichts geändert.
refused-outdated = Dieser Befehl hat sich geändert. Starte Discord neu oder versuch es in einer Minute noch einmal.
refused-gone = Dieses Bild ist zu alt: Easel hat die Anfrage dazu nicht mehr.
error-unexpected = Bei uns ist etwas schiefgegangen; es wurde nichts berechnet. Wenn es wieder passiert, nenne dem Betreiber diese ID: { $id }.
