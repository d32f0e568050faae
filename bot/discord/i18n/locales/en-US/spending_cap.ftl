### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = ceiling
command-quota-admin-ceiling = Set spending caps for the whole server; without options, show them
optname-spending-cap-day = day
option-spending-cap-day = Credits per day for the whole server; 0 removes the cap
optname-spending-cap-month = month
option-spending-cap-month = Credits per calendar month for the whole server; 0 removes the cap
optname-spending-cap-channel = channel
option-spending-cap-channel = Channel for warnings at 80% and 100%
spending-cap-title = Spending caps of this server
spending-cap-day = Today: { $spent } of { $cap } credits
spending-cap-day-none = Today: { $spent } used, no cap
spending-cap-month = This month: { $spent } of { $cap } credits
spending-cap-month-none = This month: { $spent } used, no cap
spending-cap-channel = Warnings at 80% and 100% go to { $channel }.
spending-cap-channel-none = No warnings are sent. Choose a `{ optname-spending-cap-channel }` to get them.
spending-cap-operator = The bot's operator caps every server at { $cap } credits a day. The lower cap applies.
spending-cap-refused-channel = Easel can't post in { $channel }. Give it View Channel and Send Messages there, or choose another channel. Nothing was changed.
refused-cap-month = This server has used up its credits for this month. They reset { $renews }.
spending-cap-notice-day-80 = This server has used or reserved { $spent } of its { $cap } credits for today. At the cap, Easel pauses until tomorrow.
spending-cap-notice-day-100 = This server has reached its spending cap for today, or has too few credits left for the latest request: { $spent } of { $cap } used. Easel resumes tomorrow, or as soon as you raise the cap with `/quota-admin { name-quota-admin-ceiling }`.
spending-cap-notice-month-80 = This server has used or reserved { $spent } of its { $cap } credits for this month. At the cap, Easel pauses until next month.
spending-cap-notice-month-100 = This server has reached its spending cap for this month, or has too few credits left for the latest request: { $spent } of { $cap } used. Easel resumes next month, or as soon as you raise the cap with `/quota-admin { name-quota-admin-ceiling }`.
