### Alerts to the operator.

operator-fal-balance = fal 拒绝了此机器人的账户，并说明：{ $words } Easel 已暂停，受影响的请求已退还积分；每隔一段时间会用一个请求重试。如果余额已用完，请到 fal 充值；其他情况请联系 fal 支持。
operator-fal-credentials = fal 拒绝了此机器人的密钥，并说明：{ $words } Easel 已暂停，受影响的请求已退还积分；每隔一段时间会用一个请求重试。请检查 FAL_KEY。
operator-fal-outage = fal 最近 { $count } 个请求都以同样的方式失败：{ $what }。Easel 已暂停，受影响的请求已退还积分；每隔一段时间会用一个请求重试。如果信息中提到某个输入项，请检查 FAL_MODEL 和模型文件。
operator-fal-again = fal 重新接受请求了。Easel 已恢复。
operator-result-hosts = 无法下载结果文件：{ $what }。Easel 已暂停，以免为无法取得的图片付费。请为此主机关闭隧道或解析器的虚假地址，或在 RESULT_NETWORKS 中声明其范围。
operator-cap = 今天的 { $cap } 积分中，已有 { $spent } 被使用或预留（QUOTA_BOT_DAILY_CREDITS）。达到上限后，当天不再接受新请求。
operator-server-cap = Easel 现在位于多个服务器。每个服务器每天最多可使用 { $cap } 积分，即 QUOTA_BOT_DAILY_CREDITS 的五分之一。要更改上限，请设置 QUOTA_SERVER_DAILY_CREDITS；要禁止其他服务器使用，请设置 ALLOWED_GUILD_IDS。
operator-second-process = 另一个使用此机器人令牌的进程回应了一次交互，因此本进程未做任何操作。只能运行一个 Easel（若划分了 SHARD_IDS，则每组一个）：请停止另一个；如果不清楚它从哪里来，请重置令牌。
operator-second-session = 另一个使用此机器人令牌的进程已连接到 Discord。它可能使用自己的数据库，代替本进程回应成员。只能运行一个 Easel（若划分了 SHARD_IDS，则每组一个）：请停止另一个；如果不清楚它从哪里来，请重置令牌。
operator-size = { $model } 返回的是 { $drawn }，而不是 { $requested }（请求格式：{ $form }）。Easel 按较低的价格计费。运行 easel doctor 可将该模型与公布的架构进行比较。
operator-low-balance = fal 余额为 ${ NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) }，低于 ${ $threshold }（FAL_BALANCE_WARNING_USD）。请在余额用完之前到 fal 充值，否则请求会被拒绝。
operator-cost-drift = 最近 { $days } 天，对于 Easel 估计为 ${ NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } 的请求，fal 计费 ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ $percent }%）。请运行 easel models check 比较价格，并查看 easel costs --by model。
