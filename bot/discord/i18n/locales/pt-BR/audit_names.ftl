### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = Teto diário
settings-name-ceiling-month = Teto mensal
settings-name-ceiling-channel = Canal de avisos de gastos
