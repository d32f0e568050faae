### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Tope del día
settings-name-ceiling-month = Tope del mes
settings-name-ceiling-channel = Canal de avisos sobre los topes
