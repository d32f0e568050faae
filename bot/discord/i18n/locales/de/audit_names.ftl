### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = Obergrenze pro Tag
settings-name-ceiling-month = Obergrenze pro Monat
settings-name-ceiling-channel = Kanal für Ausgabenwarnungen
