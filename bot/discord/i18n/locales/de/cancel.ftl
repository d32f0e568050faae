### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = Abbrechen
cancel-done = Abgebrochen. Es wurde nichts berechnet.
cancel-already = Das war schon abgebrochen. Es wurde nichts berechnet.
cancel-asked = fal wurde gebeten aufzuhören, zeichnet aber vielleicht schon. Hört es auf, wird nichts berechnet; wird es trotzdem fertig, kommen die Bilder und werden wie sonst berechnet.
cancel-noted = Notiert: Es wird abgebrochen, sobald fal erreichbar ist. Wie es ausging, steht dann in der Fortschrittsnachricht.
cancel-too-late = Zu spät zum Abbrechen: Die Bilder sind schon gezeichnet. Sie werden gepostet und wie sonst berechnet.
cancel-ended = Das ist schon zu Ende, ohne Bilder. Es wurde nichts berechnet.
refused-cancel-not-yours = Abbrechen kann das nur, wer es angefragt hat oder die Berechtigung „Nachrichten verwalten“ hat.
failed-cancelled = Die Anfrage wurde abgebrochen.
failed-cancelled-moderator = Die Moderation (<@{ $by }>) hat diese Anfrage abgebrochen.
result-not-cancelled = Zum Abbrechen war es zu spät: fal hat trotzdem gezeichnet.
progress-cancelling = Wird abgebrochen … fal soll aufhören. Ist es vorher fertig, werden die Bilder wie gewohnt gepostet.
