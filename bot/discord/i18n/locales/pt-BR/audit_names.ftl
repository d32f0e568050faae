### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Teto do dia
settings-name-ceiling-month = Teto do mês
settings-name-ceiling-channel = Canal dos avisos sobre os tetos
