### Names of settings that commands change, shown by /quota-admin audit.

settings-name-ceiling-day = 每日总上限
settings-name-ceiling-month = 每月总上限
settings-name-ceiling-channel = 总上限提醒频道
