### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = 每日上限
settings-name-ceiling-month = 每月上限
settings-name-ceiling-channel = 上限提醒的频道
