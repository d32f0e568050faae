### Progress.

progress-waiting = { $ahead ->
    [0] 下一个就是你的请求。
   *[other] 排队中：你前面还有 { $ahead } 个请求。
}
progress-submitting = 正在把你的请求交给 fal…
progress-queued = { $ahead ->
    [0] 在 fal 排队：下一个就是你的。
   *[other] 在 fal 排队：你前面还有 { $ahead } 个请求。
}
progress-drawing = 正在绘制…
# $since is an instant that Discord shows as "12秒前".
progress-drawing-since = 正在绘制…（{ $since }开始）
progress-usual-unknown = 这种尺寸和质量平时要多久，目前还不清楚。
# These stand after a bar, one after the other.
progress-share = 约 { $percent }%
progress-longer = 比平时更久
progress-usual = 平时约 { $usual } 秒
progress-usual-spread = 平时约 { $usual } 秒，大多在 { $low } 到 { $high } 秒之间
progress-fetching = fal 已画完，正在取回你的 { $count } 张图片…
progress-held = 我们这边出了问题。你的请求和积分都已保留，等运营者修好后会继续（编号 { $id }）。
