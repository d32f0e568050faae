### Results.

result-title = { $who } 请求：{ $prompt }
result-repeat = { $who } 再次请求{ $link }：{ $prompt }
result-parent-link = [这张图片]({ $url })
result-parent-plain = 之前的一张图片
result-facts = { $size } · { $quality } · { $seconds } 秒 · { $charged } 积分，剩余 { $left }
result-missing = 缺少 { $missing } 张图片；相应的积分已退还给你。
result-fitted = 已重新编码，以符合 Discord 的上传限制：{ $which }。
result-fitted-one = 图片 { $number }（{ NUMBER($before, minimumFractionDigits: 1) } MiB → { NUMBER($after, minimumFractionDigits: 1) } MiB）
result-other-size = fal 画成了 { $width } × { $height }，而不是要求的尺寸。
result-late = 所用时间超过了 Discord 保留回复的时限，所以单独发一条消息。
alt-text = 图片 { $number }/{ $count }，{ $width } × { $height }，根据提示词绘制：{ $prompt }
button-again = 再来一次
quality-low = 低质量
quality-medium = 中等质量
quality-high = 高质量
