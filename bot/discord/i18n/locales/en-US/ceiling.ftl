### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = ceiling
command-quota-admin-ceiling = Set spending caps for the whole server; without options, show them
optname-ceiling-day = day
option-ceiling-day = Credits per day for the whole server; 0 removes the cap
optname-ceiling-month = month
option-ceiling-month = Credits per calendar month for the whole server; 0 removes the cap
optname-ceiling-channel = channel
option-ceiling-channel = Channel for warnings at 80% and 100%
ceiling-title = Spending caps of this server
ceiling-day = Today: { $spent } of { $ceiling } credits
ceiling-day-none = Today: { $spent } used, no cap
ceiling-month = This month: { $spent } of { $ceiling } credits
ceiling-month-none = This month: { $spent } used, no cap
ceiling-channel = Warnings at 80% and 100% go to { $channel }.
ceiling-channel-none = No warnings are sent. Choose a `{ optname-ceiling-channel }` to get them.
ceiling-operator = The bot's operator caps every server at { $ceiling } credits a day. The lower cap applies.
ceiling-refused-channel = Easel can't post in { $channel }. Give it View Channel and Send Messages there, or choose another channel. Nothing was changed.
refused-ceiling-month = This server has used up its credits for this month. They reset { $renews }.
ceiling-notice-day-80 = This server has used or reserved { $spent } of its { $ceiling } credits for today. At the cap, Easel pauses until tomorrow.
ceiling-notice-day-100 = This server has reached its spending cap for today, or has too few credits left for the latest request: { $spent } of { $ceiling } used. Easel resumes tomorrow, or as soon as you raise the cap with `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = This server has used or reserved { $spent } of its { $ceiling } credits for this month. At the cap, Easel pauses until next month.
ceiling-notice-month-100 = This server has reached its spending cap for this month, or has too few credits left for the latest request: { $spent } of { $ceiling } used. Easel resumes next month, or as soon as you raise the cap with `/quota-admin { name-quota-admin-ceiling }`.
