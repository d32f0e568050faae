### Private replies and sharing them.

optname-private = privat
option-private = Fortschritt und Bilder siehst nur du; teilen kannst du sie später
private-note = Mit **{ button-share }** postest du das im Kanal.
button-share = Teilen
shared-title = **{ $prompt }** geteilt von { $who }
shared-now = Geteilt: { $url }
shared-already = Das hast du schon geteilt: { $url }
refused-share-not-yours = Nur wer dieses private Bild angefragt hat, kann es teilen.
refused-share-rights-member = Du darfst in diesem Kanal keine Nachrichten senden, deshalb wurde nichts geteilt.
refused-share-rights-bot = Easel darf hier nicht posten. Bitte die Serverleitung, Easel in diesem Kanal „Kanal ansehen“, „Nachrichten senden“ und „Dateien anhängen“ zu erlauben, und drück dann noch einmal auf **{ button-share }**.
refused-share-elsewhere = Das hast du in { $channel } angefragt. Drück dort auf **{ button-share }**.
refused-share-lost = Die Bilder lassen sich nicht mehr herunterladen, deshalb wurde nichts geteilt.
refused-share-large = Die Bilder sind selbst komprimiert zu groß für diesen Kanal, deshalb wurde nichts geteilt.
refused-share-unknown = Discord hat den Beitrag nicht bestätigt. Sieh im Kanal nach. Falls die Bilder fehlen, drück in einer Minute noch einmal auf **{ button-share }**; Easel prüft zuerst und postet nichts doppelt.
