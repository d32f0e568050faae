### Alerts to the operator.

operator-fal-balance = fal lehnt das Konto dieses Bots ab: Das Guthaben ist aufgebraucht oder das Konto gesperrt. Easel pausiert, betroffene Anfragen wurden erstattet; ab und zu wird mit einer einzelnen Anfrage neu geprüft. Lade das Guthaben bei fal auf.
operator-fal-credentials = fal lehnt den Schlüssel dieses Bots ab. Easel pausiert, betroffene Anfragen wurden erstattet; ab und zu wird mit einer einzelnen Anfrage neu geprüft. Prüfe FAL_KEY.
operator-fal-again = fal nimmt wieder Anfragen an. Easel läuft weiter.
operator-cap = { $spent } der { $cap } Credits von heute sind verbraucht oder reserviert (QUOTA_BOT_DAILY_CREDITS). Bei Erreichen der Obergrenze werden neue Anfragen bis zum Ende des Tages abgelehnt.
operator-server-cap = Easel ist jetzt auf mehreren Servern. Jeder davon kann bis zu { $cap } Credits pro Tag ausgeben, ein Fünftel von QUOTA_BOT_DAILY_CREDITS. Ein anderes Limit legst du mit QUOTA_SERVER_DAILY_CREDITS fest; fremde Server hältst du mit ALLOWED_GUILD_IDS fern.
