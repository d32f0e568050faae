### Moderation: timed blocks, slowing down, reports.

optname-hours = 小时数
option-hours = 禁用多少小时；留空则一直禁用
refused-blocked-until = 你暂时不能在本服务器使用 Easel，{ $until }解除。如有疑问，请联系管理员。
quota-blocked-until = 已被管理员禁用：不能在本服务器画图。{ $until }解除。
admin-blocked-until = { $who } 在 { $until } 之前不能在本服务器使用 Easel。
refused-slowed = 模型的内容政策最近拒绝了你的 { $count } 条提示词，你可以再次请求的时间：{ $until }。没有扣除积分。请在此之前换一种说法。
notice-slowed = 模型的内容政策在几小时内拒绝了 { $who } 的 { $count } 条提示词。对方可以再次请求的时间：{ $until }。使用 `/quota-admin { name-quota-admin-block }` 可以完全禁止。
rules-age-restricted = 这张图片是在年龄限制频道里画的，只能在年龄限制频道里再次使用。没有扣除积分。

## Reports

menu-report = 举报图片
report-thanks = 谢谢。已通知管理本服务器的人。
refused-report-no-log = 这里还没有指定谁来查看举报。请让管理员在 `/{ name-settings }` 中选择日志频道。没有发送任何内容。
refused-report-again = 你已经举报过这张图片。管理本服务器的人已经知道了。
refused-report-closed = 你的举报已记录，但无法写入日志频道。请告诉管理员；再次举报会重试。
report-title = 有图片被举报
report-picture = 图片
report-drawn = { $link }，{ $who } 的请求（{ $at }）：
report-by = { $others ->
    [0] { $who } 举报了它（{ $at }）。
   *[other] { $who } 举报了它（{ $at }），另有 { $others } 名成员举报。
}
report-removed = 已删除（{ $at }）。
report-blocked = { $who } 不能再在这里画图。
report-blocked-until = { $who } 在 { $until } 之前不能在这里画图。
report-dismissed = { $who } 查看后认为没有问题。
button-report-remove = 删除图片
button-report-block-day = 禁用一天
button-report-block = 禁用
button-report-dismiss = 没有问题
audit-did-remove = { $who } 删除了 { $target } 的一张图片
