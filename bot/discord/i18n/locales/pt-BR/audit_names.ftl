### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Teto diário
settings-name-ceiling-month = Teto mensal
settings-name-ceiling-channel = Canal de avisos de gastos
