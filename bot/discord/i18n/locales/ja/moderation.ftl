### Moderation: timed blocks, slowing down, reports.

optname-hours = 時間
option-hours = 何時間ブロックするか（空欄なら無期限）
refused-blocked-until = 現在、このサーバーでは Easel を使えません。ブロックは{ $until }に解除されます。心当たりがない場合は管理者に問い合わせてください。
quota-blocked-until = 管理者によりブロックされています。このサーバーでは描けません。ブロックは{ $until }に解除されます。
admin-blocked-until = { $who } は { $until } までこのサーバーで Easel を使えません。
refused-slowed = 最近、モデルのコンテンツポリシーがあなたのプロンプトを{ $count }回断りました。次のリクエストは { $until } にできます。クレジットは引かれていません。それまでにプロンプトの書き方を変えてください。
notice-slowed = 数時間のうちに、モデルのコンテンツポリシーが { $who } さんのプロンプトを{ $count }回断りました。次のリクエストは { $until } にできます。`/quota-admin { name-quota-admin-block }` で完全に止められます。
rules-age-restricted = この画像は年齢制限チャンネルで描かれたため、続きは年齢制限チャンネルでだけ描けます。クレジットは引かれていません。

## Reports

menu-report = 画像を報告
report-thanks = ありがとうございます。サーバーの管理者に伝えました。
refused-report-no-log = ここには報告を読む人がまだいません。管理者に、`/{ name-settings }` でログチャンネルを選ぶよう頼んでください。何も送信していません。
refused-report-again = この画像はすでに報告済みです。サーバーの管理者は把握しています。
refused-report-closed = 報告は記録しましたが、ログチャンネルに書き込めません。管理者に知らせてください。もう一度報告すると再試行します。
report-title = 画像が報告されました
report-picture = 画像
report-drawn = { $link }（{ $who } さんのリクエスト、{ $at }）：
report-by = { $others ->
    [0] { $who } さんが { $at } に報告しました。
   *[other] { $who } さんが { $at } に報告し、ほかに{ $others }人が報告しました。
}
report-removed = { $at } に削除しました。
report-blocked = { $who } はここで描けなくなりました。
report-blocked-until = { $who } は { $until } までここで描けません。
report-dismissed = { $who } が確認し、問題なしと判断しました。
button-report-remove = 画像を削除
button-report-block-day = 1日ブロック
button-report-block = ブロック
button-report-dismiss = 問題なし
audit-did-remove = { $who } が { $target } の画像を削除しました
