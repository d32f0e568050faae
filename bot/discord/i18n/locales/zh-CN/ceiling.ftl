### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = 总上限
command-quota-admin-ceiling = 设置整个服务器的积分总上限；不填则只显示
optname-ceiling-day = 每天
option-ceiling-day = 整个服务器每天的积分；0 表示取消上限
optname-ceiling-month = 每月
option-ceiling-month = 整个服务器每个自然月的积分；0 表示取消上限
optname-ceiling-channel = 频道
option-ceiling-channel = 用到 80% 和 100% 时发送提醒的频道
ceiling-title = 本服务器的总上限
ceiling-day = 今天：{ $spent } / { $ceiling } 积分
ceiling-day-none = 今天：已用 { $spent }，无总上限
ceiling-month = 本月：{ $spent } / { $ceiling } 积分
ceiling-month-none = 本月：已用 { $spent }，无总上限
ceiling-channel = 用到 80% 和 100% 时会在 { $channel } 提醒。
ceiling-channel-none = 不会发送提醒。如需提醒，请用 `{ optname-ceiling-channel }` 选择一个频道。
ceiling-operator = 机器人运营者规定每个服务器每天最多 { $ceiling } 积分。以较低的上限为准。
ceiling-refused-channel = Easel 不能在 { $channel } 发言。请在那里给它“查看频道”和“发送消息”权限，或另选一个频道。没有做任何更改。
refused-ceiling-month = 本服务器本月的积分已用完。重置时间：{ $renews }。
ceiling-notice-day-80 = 本服务器今天的 { $ceiling } 积分已使用或预留 { $spent }。达到总上限后，Easel 将暂停到明天。
ceiling-notice-day-100 = 本服务器已达到今天的总上限，或剩余积分不够完成最近的请求：已用 { $spent } / { $ceiling }。明天恢复，也可以用 `/quota-admin { name-quota-admin-ceiling }` 提高上限后立即恢复。
ceiling-notice-month-80 = 本服务器本月的 { $ceiling } 积分已使用或预留 { $spent }。达到总上限后，Easel 将暂停到下个月。
ceiling-notice-month-100 = 本服务器已达到本月的总上限，或剩余积分不够完成最近的请求：已用 { $spent } / { $ceiling }。下个月恢复，也可以用 `/quota-admin { name-quota-admin-ceiling }` 提高上限后立即恢复。
