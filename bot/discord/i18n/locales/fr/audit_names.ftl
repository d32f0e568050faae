### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = Plafond quotidien
settings-name-ceiling-month = Plafond mensuel
settings-name-ceiling-channel = Salon des avertissements de dépenses
