### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Obergrenze pro Tag
settings-name-ceiling-month = Obergrenze pro Monat
settings-name-ceiling-channel = Kanal für Ausgabenwarnungen
