### Names of settings that commands change, for the list of changes.

settings-name-ceiling-day = 1日の上限
settings-name-ceiling-month = 1か月の上限
settings-name-ceiling-channel = 上限の警告を送るチャンネル
