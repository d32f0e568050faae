### Alerts to the operator.

operator-fal-balance = fal lehnt das Konto dieses Bots ab und schreibt: { $words } Easel pausiert, betroffene Anfragen wurden erstattet; ab und zu wird mit einer einzelnen Anfrage neu geprüft. Ist das Guthaben aufgebraucht, lade es bei fal auf; bei allem anderen hilft der Support von fal.
operator-fal-credentials = fal lehnt den Schlüssel dieses Bots ab und schreibt: { $words } Easel pausiert, betroffene Anfragen wurden erstattet; ab und zu wird mit einer einzelnen Anfrage neu geprüft. Prüfe FAL_KEY.
operator-fal-outage = Die letzten { $count } Anfragen sind bei fal auf dieselbe Weise gescheitert: { $what }. Easel pausiert, betroffene Anfragen wurden erstattet; ab und zu wird mit einer einzelnen Anfrage neu geprüft. Nennt die Meldung eine Eingabe, prüfe FAL_MODEL und die Datei des Modells.
operator-fal-again = fal nimmt wieder Anfragen an. Easel läuft weiter.
operator-result-hosts = Ergebnisdateien lassen sich nicht abrufen: { $what }. Easel pausiert, damit du nicht für Bilder zahlst, die dann abgelehnt werden. Schalte die Fake-IPs des Tunnels oder Resolvers für diesen Host ab oder trage ihren Bereich in RESULT_NETWORKS ein.
operator-cap = { $spent } der { $cap } Credits von heute sind verbraucht oder reserviert (QUOTA_BOT_DAILY_CREDITS). Bei Erreichen der Obergrenze werden neue Anfragen bis zum Ende des Tages abgelehnt.
operator-server-cap = Easel ist jetzt auf mehreren Servern. Jeder davon kann bis zu { $cap } Credits pro Tag ausgeben, ein Fünftel von QUOTA_BOT_DAILY_CREDITS. Ein anderes Limit legst du mit QUOTA_SERVER_DAILY_CREDITS fest; fremde Server hältst du mit ALLOWED_GUILD_IDS fern.
operator-second-process = Ein anderer Prozess mit dem Token dieses Bots hat auf eine Interaktion geantwortet; dieser hat deshalb nichts getan. Es darf nur eine Kopie von Easel laufen oder eine pro Satz von SHARD_IDS: Beende die andere, und setze das Token zurück, wenn du sie nicht kennst.
operator-size = { $model } hat { $drawn } statt { $requested } geliefert (Wire-Form: { $form }). Easel berechnet den niedrigeren Preis. Mit easel doctor lässt sich das Modell mit seinem veröffentlichten Schema vergleichen.
