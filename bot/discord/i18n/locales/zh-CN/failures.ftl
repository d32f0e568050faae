### Why there are no pictures. Each is followed by the refund line.

failed-refund = 没有扣除积分：已退还你 { $cost } 积分（剩余 { $left }）。
failed-fal-policy = 这条提示词违反了模型的内容政策，被拒绝了。再试一次也没有用，请换个说法。
failed-fal-policy-quote = 这条提示词违反了模型的内容政策，被拒绝了（{ $quote }）。再试一次也没有用，请换个说法。
failed-fal-invalid = 模型没有接受这个请求。请用更短或更简单的提示词，或者换其他选项。
failed-fal-no-media = 模型运行完了，但没有给出图片。请重试，或者换个说法。
failed-fal-credentials = 画图功能暂时无法使用：fal 不接受此机器人的密钥。已通知运营者。
failed-fal-balance = 画图功能暂时无法使用：机器人在 fal 的账户余额已用完。已通知运营者。
failed-fal-not-found = 画图功能暂时无法使用：fal 找不到这个请求或模型了。已通知运营者。
failed-fal-timeout = fal 没有在它自己的时限内完成。请几分钟后再试。
failed-fal-cancelled-at-fal = 请求在 fal 那边被取消了。你可以再试一次。
failed-fal-unavailable = 画图时 fal 出了故障。请几分钟后再试。
failed-fal-busy = fal 目前不接受请求。请几分钟后再试。
failed-submit-unknown = 提交你的请求时与 fal 的连接中断了；为稳妥起见，没有重复提交。请重新发起。
failed-deadline = fal 没有在 { $seconds } 秒内完成，所以放弃了这个请求。请稍后再试。
failed-result-unreadable = fal 说图片已经画好，但没有交出来。请几分钟后再试。
failed-pictures-lost = 图片画好了，但没能取回来。请再试一次。
failed-pictures-too-large = 无法把图片缩小到 Discord 允许的大小。请试试较小的尺寸。
failed-undeliverable = 图片画好了，但在你能看到的地方，Discord 都不接受。请换个频道试试。
failed-delivery-unknown = 图片画好了，但发布时机器人断线了，而且无权查看图片是否已送达。如果你看到了图片，就免费归你。
failed-internal = 我们这边出了问题。运营者可以凭编号 { $id } 查到详情。
