### Moderation: timed blocks, slowing down, reports.

optname-hours = 小时
option-hours = 封禁多少小时；留空则永久封禁
refused-blocked-until = 本服务器的管理员已停用你的绘制功能，直到 { $until }。
quota-blocked-until = 管理员已禁止该成员绘制，直到 { $until }。
admin-blocked-until = { $who } 在 { $until } 之前不能在本服务器绘制。
refused-slowed = 模型的内容政策最近拒绝了你的 { $count } 条提示词，{ $until } 之后才能再次请求。没有扣费。届时请换一种说法，避开被拒绝的内容。
