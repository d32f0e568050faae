### Progress messages.

progress-waiting = { $ahead ->
    [0] 下一个就是你。
   *[other] 排队中：前面还有 { $ahead } 个请求。
}
progress-submitting = 正在发送你的请求…
progress-busy = 图像服务目前不接受请求。Easel 会继续尝试…
progress-unreadable = 图像服务已完成，但暂时无法读取它的回应。Easel 会继续尝试…
progress-queued = { $ahead ->
    [0] 正在等待图像服务：下一个就是你。
   *[other] 正在等待图像服务：前面还有 { $ahead } 个请求。
}
progress-drawing = 正在绘制…
# $since is a timestamp that Discord shows as "12秒前".
progress-drawing-since = 正在绘制…（{ $since }开始）
# Shown after the progress bar.
progress-share = { $percent }%
progress-longer = 比平时久一些
progress-usual = 通常 { $usual } 秒
progress-usual-spread = 通常 { $low }～{ $high } 秒
progress-fetching = 马上就好：正在下载你的 { $count } 张图片…
progress-delayed = 马上就好：你的 { $count } 张图片暂时无法下载。Easel 正在继续尝试…
progress-held = 我们这边出了点问题。你的请求已暂时搁置，积分不受影响，问题解决后会继续处理。（编号 { $id }）
