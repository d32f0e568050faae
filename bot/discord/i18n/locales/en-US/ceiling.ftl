### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = ceiling
command-quota-admin-ceiling = The most that the whole server may spend a day and a month; without options, shows it
optname-ceiling-day = day
option-ceiling-day = Credits a day for all members together; 0 removes the ceiling
optname-ceiling-month = month
option-ceiling-month = Credits a calendar month for all members together; 0 removes the ceiling
optname-ceiling-channel = channel
option-ceiling-channel = Where to be warned when most and when all of it is spent
ceiling-title = What this server may spend
ceiling-day = Today: { $spent } of { $ceiling } credits
ceiling-day-none = Today: { $spent } spent, no ceiling
ceiling-month = This month: { $spent } of { $ceiling } credits
ceiling-month-none = This month: { $spent } spent, no ceiling
ceiling-channel = { $channel } is told once at 80% and once when all of it is spent.
ceiling-channel-none = Nobody is warned: choose a `{ optname-ceiling-channel }` for that.
ceiling-operator = The bot's operator allows each server { $ceiling } credits a day; the lower number counts.
ceiling-refused-channel = Easel may not write in { $channel }: allow it View Channel and Send Messages there, or choose another channel. Nothing was changed.
refused-ceiling-month = This server has used up its credits for this month. They reset { $renews }.
ceiling-notice-day-80 = Most of this server's credits for today are spent or held: { $spent } of { $ceiling }. At the ceiling, drawing pauses until tomorrow.
ceiling-notice-day-100 = This server's credits for today are used up, or too few are left for the last request: { $spent } of { $ceiling }. Drawing goes on tomorrow, or with a higher `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Most of this server's credits for this month are spent or held: { $spent } of { $ceiling }. At the ceiling, drawing pauses until next month.
ceiling-notice-month-100 = This server's credits for this month are used up, or too few are left for the last request: { $spent } of { $ceiling }. Drawing goes on next month, or with a higher `/quota-admin { name-quota-admin-ceiling }`.
