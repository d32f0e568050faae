### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Plafond du jour
settings-name-ceiling-month = Plafond du mois
settings-name-ceiling-channel = Salon des avertissements sur les plafonds
