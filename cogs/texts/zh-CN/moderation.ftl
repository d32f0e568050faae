### Moderation: timed blocks, slowing down, reports.

optname-hours = 小时
option-hours = 封禁多少小时；留空则永久封禁
refused-blocked-until = 本服务器的管理员已停用你的绘制功能，直到 { $until }。
quota-blocked-until = 管理员已禁止该成员绘制，直到 { $until }。
admin-blocked-until = { $who } 在 { $until } 之前不能在本服务器绘制。
refused-slowed = 模型的内容政策最近拒绝了你的 { $count } 条提示词，{ $until } 之后才能再次请求。没有扣费。届时请换一种说法，避开被拒绝的内容。
notice-slowed = 模型的内容政策在几小时内拒绝了 { $who } 的 { $count } 条提示词。对方现在需要等待才能再次请求（到 { $until }）。使用 /quota-admin block 可以完全禁止。
rules-age-restricted = 这张图片是在年龄限制频道里绘制的，只能在年龄限制频道里继续。没有扣费。

## Reports

menu-report = 举报图片
report-thanks = 谢谢。已通知管理本服务器的人。
refused-report-no-log = 这里还没有指定谁来查看举报。请让管理员在 /settings 中选择日志频道。没有发送任何内容。
refused-report-again = 你已经举报过这张图片。管理本服务器的人已经知道了。
refused-report-closed = 你的举报已记录，但无法写入日志频道。请告诉管理员；再次举报会重试。
report-title = 有图片被举报
report-picture = 图片
report-drawn = { $link }，由 { $who } 于 { $at } 绘制：
report-by = { $others ->
    [0] 由 { $who } 于 { $at } 举报。
   *[other] 由 { $who } 于 { $at } 举报，另有 { $others } 名成员举报。
}
report-removed = 已于 { $at } 删除。
report-blocked = { $who } 不能再在这里绘制。
report-blocked-until = { $who } 在 { $until } 之前不能在这里绘制。
report-dismissed = { $who } 查看后认为没有问题。
button-report-remove = 删除图片
button-report-block-day = 封禁一天
button-report-block = 封禁
button-report-dismiss = 没有问题
audit-did-remove = { $who } 删除了 { $target } 的一张图片
