### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = 总上限
command-quota-admin-ceiling = 设置整个服务器的积分总上限；不填则只显示
optname-spending-cap-day = 每天
option-spending-cap-day = 整个服务器每天的积分；0 表示取消上限
optname-spending-cap-month = 每月
option-spending-cap-month = 整个服务器每个自然月的积分；0 表示取消上限
optname-spending-cap-channel = 频道
option-spending-cap-channel = 用到 80% 和 100% 时发送提醒的频道
spending-cap-title = 本服务器的总上限
spending-cap-day = 今天：{ $spent } / { $cap } 积分
spending-cap-day-none = 今天：已用 { $spent }，无总上限
spending-cap-month = 本月：{ $spent } / { $cap } 积分
spending-cap-month-none = 本月：已用 { $spent }，无总上限
spending-cap-channel = 用到 80% 和 100% 时会在 { $channel } 提醒。
spending-cap-channel-none = 不会发送提醒。如需提醒，请用 `{ optname-spending-cap-channel }` 选择一个频道。
spending-cap-operator = 机器人运营者规定每个服务器每天最多 { $cap } 积分。以较低的上限为准。
spending-cap-refused-channel = Easel 不能在 { $channel } 发言。请在那里给它“查看频道”和“发送消息”权限，或另选一个频道。没有做任何更改。
refused-cap-month = 本服务器本月的积分已用完。重置时间：{ $renews }。
spending-cap-notice-day-80 = 本服务器今天的 { $cap } 积分已使用或预留 { $spent }。达到总上限后，Easel 将暂停到明天。
spending-cap-notice-day-100 = 本服务器已达到今天的总上限，或剩余积分不够完成最近的请求：已用 { $spent } / { $cap }。明天恢复，也可以用 `/quota-admin { name-quota-admin-ceiling }` 提高上限后立即恢复。
spending-cap-notice-month-80 = 本服务器本月的 { $cap } 积分已使用或预留 { $spent }。达到总上限后，Easel 将暂停到下个月。
spending-cap-notice-month-100 = 本服务器已达到本月的总上限，或剩余积分不够完成最近的请求：已用 { $spent } / { $cap }。下个月恢复，也可以用 `/quota-admin { name-quota-admin-ceiling }` 提高上限后立即恢复。
