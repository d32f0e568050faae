### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = サーバー全体の1日の上限
settings-name-ceiling-month = サーバー全体の1か月の上限
settings-name-ceiling-channel = 全体上限の通知チャンネル
