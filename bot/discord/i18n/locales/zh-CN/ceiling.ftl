### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = 总上限
command-quota-admin-ceiling = 设置整个服务器每天和每月最多使用的积分；不填则只显示
optname-ceiling-day = 每天
option-ceiling-day = 所有成员合计的每日积分；0 表示取消
optname-ceiling-month = 每月
option-ceiling-month = 所有成员合计的每个自然月积分；0 表示取消
optname-ceiling-channel = 频道
option-ceiling-channel = 大部分用掉时和全部用完时，在哪里提醒
ceiling-title = 本服务器可以使用的积分
ceiling-day = 今天：{ $spent } / { $ceiling } 积分
ceiling-day-none = 今天：已用 { $spent }，无上限
ceiling-month = 本月：{ $spent } / { $ceiling } 积分
ceiling-month-none = 本月：已用 { $spent }，无上限
ceiling-channel = 用到 80% 和全部用完时，各在 { $channel } 提醒一次。
ceiling-channel-none = 没有提醒：请用 `{ optname-ceiling-channel }` 选择一个频道。
ceiling-operator = 机器人的运营者允许每个服务器每天使用 { $ceiling } 积分；以较小的数为准。
ceiling-refused-channel = Easel 不能在 { $channel } 发言：请在那里给它“查看频道”和“发送消息”权限，或另选一个频道。没有做任何更改。
refused-ceiling-month = 本服务器本月的积分已用完。重置时间：{ $renews }。
ceiling-notice-day-80 = 本服务器今天的积分大部分已使用或预留：{ $spent } / { $ceiling }。达到上限后，画图将暂停到明天。
ceiling-notice-day-100 = 本服务器今天的积分已用完，或不够完成最后的请求：{ $spent } / { $ceiling }。明天恢复，或用 `/quota-admin { name-quota-admin-ceiling }` 提高上限。
ceiling-notice-month-80 = 本服务器本月的积分大部分已使用或预留：{ $spent } / { $ceiling }。达到上限后，画图将暂停到下个月。
ceiling-notice-month-100 = 本服务器本月的积分已用完，或不够完成最后的请求：{ $spent } / { $ceiling }。下个月恢复，或用 `/quota-admin { name-quota-admin-ceiling }` 提高上限。
