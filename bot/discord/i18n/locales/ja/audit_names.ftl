### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = 1日の全体上限
settings-name-ceiling-month = 1か月の全体上限
settings-name-ceiling-channel = 全体上限の通知チャンネル
