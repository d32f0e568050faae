### Reasons for a failed request. failed-refund follows each of them.

failed-refund = 没有扣除积分。
# Only the requester sees this one.
failed-refund-private = 没有扣除积分。（剩余 { $left } 积分）
failed-fal-policy = 这条提示词被内容政策拦截了。请换个说法再试。
failed-fal-policy-quote = 这条提示词被内容政策拦截了（{ $quote }）。请换个说法再试。
failed-fal-invalid = 模型没有接受这个请求。请试试更短、更简单的提示词，或换用其他选项。
failed-fal-no-media = 没有收到图片。请重试，或修改提示词。
failed-fal-credentials = Easel 暂时无法使用：图像服务拒绝了它的密钥。已通知运营者。
failed-fal-outage = Easel 暂时无法使用：图像服务目前无法完成任何请求，与提示词无关。已通知运营者。
failed-fal-balance = Easel 暂时无法使用：图像服务拒绝了它的账户。已通知运营者。
failed-fal-not-found = Easel 暂时无法使用：图像服务找不到这个请求或对应的模型。已通知运营者。
failed-fal-timeout = 图像服务超时了。请几分钟后再试。
failed-fal-cancelled-at-fal = 图像服务取消了这个请求。你可以再试一次。
failed-fal-unavailable = 图像服务出错了。请几分钟后再试。
failed-fal-busy = 图像服务目前不接受请求。请几分钟后再试。
failed-submit-unknown = 图像服务没有确认你的请求。为避免重复发送，已停止处理。请再试一次。
failed-deadline = 超过 { $seconds } 秒仍未完成，Easel 已停止等待。请稍后再试。
failed-result-unreadable = 图像服务已完成，但无法读取结果。请几分钟后再试。
failed-pictures-lost = 图片画好了，但无法下载。请再试一次。
failed-pictures-too-large = 图片压缩后仍超出 Discord 的限制。请试试较小的尺寸。
failed-undeliverable = 在你能看到的地方都无法发布图片。请换个频道试试。
failed-delivery-unknown = 发布图片时连接中断了，无法确认图片是否已送达。如果你能看到图片，也不会扣除积分。
failed-internal = 我们这边出了点问题。运营者可以用这个编号查看详情：{ $id }。
button-retry = 重试
