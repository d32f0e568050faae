### Moderation: timed blocks, slowing down, reports.

optname-hours = 時間
option-hours = 何時間ブロックするか（空欄なら無期限）
refused-blocked-until = このサーバーの管理者が、{ $until } まであなたの描画を停止しています。
quota-blocked-until = 管理者がこのメンバーの描画を { $until } までブロックしています。
admin-blocked-until = { $who } は { $until } までこのサーバーで描画できません。
refused-slowed = 最近、モデルのコンテンツポリシーがあなたのプロンプトを { $count } 回拒否しました。次の依頼は { $until } にできます。料金はかかっていません。拒否された内容を避けて書き直してください。
notice-slowed = モデルのコンテンツポリシーが、数時間のうちに { $who } のプロンプトを { $count } 回拒否しました。次の依頼まで待つ必要があります（{ $until } まで）。/quota-admin block で完全に止められます。
rules-age-restricted = この画像は年齢制限チャンネルで描かれたため、続きは年齢制限チャンネルでのみ行えます。料金はかかっていません。

## Reports

menu-report = 画像を報告
report-thanks = ありがとうございます。サーバーの管理者に伝えました。
refused-report-no-log = ここには報告を読む人がまだ設定されていません。管理者に、/settings でログチャンネルを選ぶよう頼んでください。何も送信されていません。
refused-report-again = この画像はすでに報告済みです。サーバーの管理者は把握しています。
refused-report-closed = 報告は記録しましたが、ログチャンネルに書き込めません。管理者に知らせてください。もう一度報告すると再試行します。
report-title = 画像が報告されました
report-picture = 画像
report-drawn = { $link }（{ $who } の依頼、{ $at }）：
report-by = { $others ->
    [0] { $who } が { $at } に報告しました。
   *[other] { $who } が { $at } に報告し、ほかに { $others } 人が報告しました。
}
report-removed = { $at } に削除しました。
report-blocked = { $who } はここで描画できません。
report-blocked-until = { $who } は { $until } までここで描画できません。
report-dismissed = { $who } が確認し、問題なしと判断しました。
button-report-remove = 画像を削除
button-report-block-day = 1 日ブロック
button-report-block = ブロック
button-report-dismiss = 問題なし
audit-did-remove = { $who } が { $target } の画像を削除しました
