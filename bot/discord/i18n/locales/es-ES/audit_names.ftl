### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Tope diario
settings-name-ceiling-month = Tope mensual
settings-name-ceiling-channel = Canal de avisos de gasto
