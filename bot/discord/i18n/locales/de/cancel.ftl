### Cancellation: the button, its answers and the final message.

button-cancel = Abbrechen
cancel-done = Abgebrochen. Es wurde nichts berechnet.
cancel-already = Das war schon abgebrochen. Es wurde nichts berechnet.
cancel-asked = Wird abgebrochen … Falls es schon zu spät ist, bekommst du die Bilder und zahlst wie sonst. Andernfalls wird nichts berechnet.
cancel-noted = Alles klar: Easel bricht ab, sobald der Bilddienst erreichbar ist. Wie es ausging, steht dann in der Fortschrittsnachricht.
cancel-too-late = Zu spät zum Abbrechen: Die Bilder sind schon fertig. Sie werden wie gewohnt gepostet und berechnet.
cancel-ended = Diese Anfrage wurde schon ohne Bilder beendet. Es wurde nichts berechnet.
refused-cancel-not-yours = Abbrechen kann nur, wer die Anfrage gestellt hat oder die Berechtigung „Nachrichten verwalten“ hat.
failed-cancelled = Deine Anfrage wurde abgebrochen.
failed-cancelled-moderator = Die Moderation (<@{ $by }>) hat deine Anfrage abgebrochen.
result-not-cancelled = Zum Abbrechen war es schon zu spät.
progress-cancelling = Wird abgebrochen … Sind die Bilder vorher fertig, werden sie wie gewohnt gepostet.
