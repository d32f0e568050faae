### To the operator.

operator-fal-balance = fal lehnt das Konto dieses Bots ab: Das Guthaben ist aufgebraucht, oder das Konto ist gesperrt. Das Zeichnen ist angehalten und alles erstattet; ab und zu probiert es eine einzelne Anfrage wieder. Lade das Guthaben bei fal auf.
operator-fal-credentials = fal lehnt den Schlüssel dieses Bots ab. Das Zeichnen ist angehalten und alles erstattet; ab und zu probiert es eine einzelne Anfrage wieder. Prüfe FAL_KEY.
operator-fal-again = fal nimmt wieder Anfragen an. Das Zeichnen geht weiter.
operator-ceiling = { $spent } der { $ceiling } Credits von heute sind verbraucht oder reserviert (QUOTA_BOT_DAILY_CREDITS). Ist die Obergrenze erreicht, werden neue Anfragen bis zum Ende des Tages abgelehnt.
