### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = 取り消し
command-quota-admin-undo = 直前の変更を取り消します（先に内容を確認できます）
optname-preview = プレビュー
option-preview = 何が何人に対して変わるかだけを表示します
undo-question = これを取り消しますか？
undo-done = 取り消しました
undo-nothing = 取り消せる変更はありません。
undo-kept = 何も変更していません。
undo-effect-grant = { $who } から{ $credits }クレジットを取り戻します。
undo-effect-reset = { $who } の{ $credits }クレジットを、今日使った分として再び数えます。
undo-done-effect-grant = { $who } から{ $credits }クレジットを取り戻しました。
undo-done-effect-reset = { $who } の{ $credits }クレジットを、今日使った分として再び数えました。
undo-used = そのうち{ $used }クレジットは使用済みのため戻りません。
undo-refused-unknown = このサーバーにそのような変更はありません。何も変更していません。
undo-refused-already = { $who } がすでに取り消しています。何も変更していません。
undo-refused-undo = これは取り消しの記録です。必要なら元の変更をもう一度行ってください。何も変更していません。
undo-refused-nothing = 何も変わっていないため、取り消すものがありません。
undo-refused-changed = その後また変更されています。`/quota-admin { name-quota-admin-audit }` を見て設定し直してください。何も変更していません。
undo-refused-spent = このクレジットはすべて使用済みのため、取り消すものがありません。
undo-refused-day = このリセットの日はすでに終わっているため、取り消すものがありません。
button-undo = 取り消す
button-undo-confirm = はい、取り消す
button-undo-keep = そのままにする
preview-title = プレビュー：何も変更されません
preview-limit = { $target }：1日 { $before } → { $after }クレジット
preview-role = -# このロールのメンバーは{ $members }人です。個別の上限や、より上位のロールの上限が優先されます。
preview-everyone = -# このサーバーのメンバーは約{ $members }人です。個別の上限やロールの上限が優先されます。
preview-askers = { $members ->
    [0] -# { $since }以降、ここで画像をリクエストしたメンバーはいません。
   *[other] -# { $since }以降、ここで画像をリクエストしたメンバーは{ $members }人です。
}
