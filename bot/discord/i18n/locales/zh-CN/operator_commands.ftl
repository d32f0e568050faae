### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = 管理此机器人（仅限运营者）
name-operator-status = 状态
command-operator-status = 支出、fal、队列与失败情况
name-operator-pause = 暂停
command-operator-pause = 停止接受新请求；已接受的会完成
optname-message = 消息
option-message = 显示给成员的消息
name-operator-resume = 恢复
command-operator-resume = 重新接受请求
name-operator-restart = 重启
command-operator-restart = 通知正在等待的成员：机器人即将重启
optname-minutes = 分钟数
option-minutes = 距离重启的分钟数

refused-not-operator = 只有机器人的运营者可以这样做。没有做任何更改。
refused-paused = Easel 已暂停。没有扣除积分，请稍后再试。
refused-paused-because = Easel 已暂停：{ $said }。没有扣除积分，请稍后再试。
progress-restart = Easel 将在{ $at }重启。你的请求已保存，重启后会继续。

status-title = 状态
status-today = 今天：已用或已预留 { $spent } 积分，无总上限。今天将在{ $renews }结束。
status-today-of = 今天：已用或已预留 { $spent } / { $cap } 积分。今天将在{ $renews }结束。
status-month = 本月：{ $spent } 积分
status-cost = { $period ->
    [today] 今天的费用
   *[days] 最近 30 天的费用
}：估计 ${ NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) }，{ $known ->
    [none] 账单未知
    [all] fal 计费 ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ $drift }%）
   *[some] fal 对 { $requests } 个请求中的 { $count } 个计费 ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ $drift }%）
}
status-balance = fal 余额：${ NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
status-pause = 已暂停（{ $since }）
status-fal-none = fal：正在接受请求
status-fal-balance = fal：账户被拒绝。请查看通知中 fal 的说明，并检查 fal 账户。
status-fal-credentials = fal：密钥被拒绝。请检查 FAL_KEY。
status-fal-outage = fal：所有请求都以同样的方式失败（{ $what }）
status-wire = 请求格式：{ $form }，公布的架构：{ $schema ->
    [off] 不读取
    [unknown] 未知
    [cached] 已缓存
   *[known] 已读取
}
status-wire-differences = 与公布的架构的差异：{ $count }
status-sizes = 尺寸不符的图片（最近 7 天）：
status-queue = 进行中：排队 { $waiting }，在 fal { $fal }，发布中 { $posting }
status-ended = 过去 24 小时：完成 { $delivered }，没有图片 { $failed }
status-ended-rest = - 其他：{ $count }
operator-paused = { $open ->
    [0] 已暂停：不再接受新请求，也没有进行中的请求。
   *[other] 已暂停：不再接受新请求。{ $open } 个已接受的请求会完成。
}
operator-resumed = 已恢复接受请求。
operator-resumed-already = Easel 并未暂停。没有做任何更改。
operator-restart = 已在 { $notified } 个等待中的请求里提示机器人将在{ $at }重启。届时请自行重启；请求不会丢失。
