### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Obergrenze für den Tag
settings-name-ceiling-month = Obergrenze für den Monat
settings-name-ceiling-channel = Kanal für Warnungen vor den Obergrenzen
