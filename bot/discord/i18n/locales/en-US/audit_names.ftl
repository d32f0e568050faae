### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = Ceiling for the day
settings-name-ceiling-month = Ceiling for the month
settings-name-ceiling-channel = Channel for the ceilings' warnings
