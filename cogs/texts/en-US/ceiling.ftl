### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = ceiling
command-quota-admin-ceiling = Most credits for the whole server in a day and a month; alone it shows them
optname-ceiling-day = day
option-ceiling-day = Credits a day for all members together; 0 removes the ceiling
optname-ceiling-month = month
option-ceiling-month = Credits a calendar month for all members together; 0 removes the ceiling
optname-ceiling-channel = channel
option-ceiling-channel = Where to be warned when most and when all of it is spent
ceiling-title = What this server may spend
ceiling-day = Today: { $spent } of { $ceiling } credits
ceiling-day-none = Today, no ceiling: spent { $spent }
ceiling-month = This month: { $spent } of { $ceiling } credits
ceiling-month-none = This month, no ceiling: spent { $spent }
ceiling-channel = { $channel } is told once when 80 % and once when all of it is spent.
ceiling-channel-none = Nobody is warned: choose a `channel` for that.
ceiling-operator = The bot's operator allows each server { $ceiling } credits a day; the lower number counts.
ceiling-refused-channel = I may not write in { $channel }: allow me View Channel and Send Messages there, or choose another. Nothing was changed.
refused-ceiling-month = This server has spent its credits for this month. They renew { $renews }.
ceiling-notice-day-80 = Most of today's credits of this server are spent or held: { $spent } of { $ceiling }. At the ceiling, drawing pauses until tomorrow.
ceiling-notice-day-100 = Today's credits of this server are used up: { $spent } of { $ceiling }. Drawing goes on tomorrow, or with a higher `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Most of this month's credits of this server are spent or held: { $spent } of { $ceiling }. At the ceiling, drawing pauses until next month.
ceiling-notice-month-100 = This month's credits of this server are used up: { $spent } of { $ceiling }. Drawing goes on next month, or with a higher `/quota-admin { name-quota-admin-ceiling }`.
