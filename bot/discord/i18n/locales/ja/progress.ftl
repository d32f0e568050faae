### Progress.

progress-waiting = { $ahead ->
    [0] 次があなたの番です。
   *[other] 順番待ち：あなたの前に{ $ahead }件あります。
}
progress-submitting = リクエストを fal に渡しています…
progress-queued = { $ahead ->
    [0] fal で待機中：次があなたの番です。
   *[other] fal で待機中：あなたの前に{ $ahead }件あります。
}
progress-drawing = 描いています…
# $since is an instant that Discord shows as "12 秒前".
progress-drawing-since = 描いています…（{ $since } に開始）
progress-usual-unknown = このサイズと品質の所要時間は、まだわかりません。
# These stand after a bar, one after the other.
progress-share = 約{ $percent }%
progress-longer = いつもより時間がかかっています
progress-usual = 通常は約{ $usual }秒
progress-usual-spread = 通常は約{ $usual }秒（多くは { $low }～{ $high }秒）
progress-fetching = fal での描画が終わりました。画像{ $count }枚を受け取っています…
progress-held = こちら側で問題が起きました。リクエストとクレジットはそのまま残っており、運営者が直しだい再開します（ID { $id }）。
