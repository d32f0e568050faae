### Result posts.

result-title = **{ $prompt }** 由 { $who } 发起
result-repeat = **{ $prompt }** 由 { $who } 发起 · 重画{ $link }
result-parent-link = [这张图片]({ $url })
result-parent-plain = 之前的一张图片
result-facts = { $size } · { $quality } · { $seconds } 秒 · { $charged } 积分
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds } 秒 · { $charged } 积分，剩余 { $left }
result-missing = 缺少 { $missing } 张图片，未扣除相应的积分。
result-fitted = 已压缩以符合 Discord 的上传限制：{ $which }。
result-fitted-one = 图片 { $number }（{ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } MiB）
result-other-size = 模型返回的是 { $width } × { $height }，而不是所选的尺寸。
result-late = 原来的回复已过期，所以另发一条新消息。
result-moved = 原来的回复无法编辑，所以另发一条新消息。
result-ready = { $who }，你的 { $count } 张图片画好了。
alt-text = 图片 { $number }/{ $count }，{ $width } × { $height }，根据提示词绘制：{ $prompt }
button-again = 再来一次
quality-low = 低质量
quality-medium = 中等质量
quality-high = 高质量
quality-xhigh = 超高质量
quality-max = 最高质量
quality-standard = 标准质量
