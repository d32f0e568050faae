### Replies that only their asker sees, and sharing them later.

optname-private = privat
option-private = Fortschritt und Bilder nur dir zeigen; teilen kannst du sie später
private-note = Nur du siehst das. „Teilen“ postet es im Kanal.
button-share = Teilen
shared-title = { $who } teilt: { $prompt }
shared-now = Geteilt: { $url }
shared-already = Das hast du schon geteilt: { $url }
refused-share-not-yours = Nur wer dieses Bild privat angefragt hat, kann es teilen.
refused-share-rights-member = Du darfst in diesem Kanal keine Nachrichten senden; es wurde nichts geteilt.
refused-share-rights-bot = Easel darf hier nicht posten. Bitte die Serverleitung, dem Bot in diesem Kanal „Kanal ansehen“, „Nachrichten senden“ und „Dateien anhängen“ zu erlauben, und klick dann noch einmal.
refused-share-elsewhere = Das wurde in { $channel } angefragt. Klick dort auf „Teilen“.
refused-share-lost = Die Bilder lassen sich weder von Discord noch von fal noch abrufen; es wurde nichts geteilt.
refused-share-large = Die Bilder lassen sich für diesen Kanal nicht klein genug machen; es wurde nichts geteilt.
refused-share-unknown = Discord antwortet nicht eindeutig; ob das gepostet wurde, lässt sich noch nicht sagen. Sieh im Kanal nach. Wenn du in einer Minute noch einmal klickst, wird erst nachgesehen und nie doppelt gepostet.
