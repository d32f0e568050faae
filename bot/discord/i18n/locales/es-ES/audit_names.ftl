### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = Tope diario
settings-name-ceiling-month = Tope mensual
settings-name-ceiling-channel = Canal de avisos de gasto
