### Moderation: timed blocks, cooldowns and reports.

optname-hours = 小时数
option-hours = 小时数；留空则一直禁用，直到你解禁
refused-blocked-until = 你暂时不能在本服务器使用 Easel，{ $until }解除。如有疑问，请联系管理员。
quota-blocked-until = 已被管理员禁用：不能在本服务器画图。{ $until }解除。
admin-blocked-until = { $who } 在 { $until } 之前不能在本服务器使用 Easel。
refused-slowed = 内容政策最近拦截了你的 { $count } 条提示词，你需要等待一段时间，{ $until }可以再试。没有扣除积分。
notice-slowed = 内容政策在几小时内拦截了 { $who } 的 { $count } 条提示词。对方需要等待，{ $until }可以再试。要完全禁用，请使用 `/quota-admin { name-quota-admin-block }`。
rules-age-restricted = 这张图片来自有年龄限制的频道，只能在这类频道里再次使用。没有扣除积分。

## Reports

menu-report = 举报图片
report-thanks = 谢谢。已通知本服务器的管理员。
refused-report-no-log = 本服务器尚未设置举报功能。请让管理员在 `/{ name-settings }` 中选择日志频道。没有发送任何内容。
refused-report-again = 你已经举报过这张图片。本服务器的管理员已收到通知。
refused-report-closed = 举报已保存，但 Easel 无法在日志频道发言。请告诉管理员，然后再次举报这张图片。
report-title = 收到图片举报
report-picture = 图片
report-drawn = { $link }，{ $who } 的请求（{ $at }）：
report-by = { $others ->
    [0] { $who } 举报了它（{ $at }）。
   *[other] { $who } 举报了它（{ $at }），另有 { $others } 名成员举报。
}
report-removed = 已删除（{ $at }）。
report-blocked = { $who } 不能再在这里使用 Easel。
report-blocked-until = { $who } 在 { $until } 之前不能在这里使用 Easel。
report-dismissed = { $who } 驳回了这条举报。
button-report-remove = 删除图片
button-report-block-day = 禁用一天
button-report-block = 禁用
button-report-dismiss = 驳回
audit-did-remove = { $who } 删除了 { $target } 的一张图片
