### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = Daily spending cap
settings-name-ceiling-month = Monthly spending cap
settings-name-ceiling-channel = Channel for spending warnings
