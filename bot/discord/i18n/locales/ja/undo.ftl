### /quota-admin undo and previews of changes.

name-quota-admin-undo = 取り消し
command-quota-admin-undo = 直前の変更を取り消します（確認してから実行します）
optname-preview = プレビュー
option-preview = 何が何人に対して変わるかだけを表示します
undo-question = この変更を取り消しますか？
undo-done = 取り消しました
undo-nothing = 取り消せる変更はありません。
undo-kept = 何も変更していません。
undo-effect-grant = { $who } のボーナスクレジットが { $credits } 減ります。
undo-effect-reset = { $who } の今日の使用量が、再び{ $credits }クレジット増えます。
undo-done-effect-grant = { $who } のボーナスクレジットを { $credits } 減らしました。
undo-done-effect-reset = { $who } の今日の使用量が、再び{ $credits }クレジット増えました。
undo-used = そのうち{ $used }クレジットは使用済みのため戻りません。
undo-refused-unknown = このサーバーにそのような変更はありません。何も変更していません。
undo-refused-already = { $who } がすでに取り消しています。何も変更していません。
undo-refused-undo = これは取り消しの記録です。元に戻すには、最初の変更をもう一度行ってください。何も変更していません。
undo-refused-nothing = この記録では何も変わっていないため、取り消すものがありません。
undo-refused-changed = その後さらに変更されています。`/quota-admin { name-quota-admin-audit }` を確認して設定し直してください。何も変更していません。
undo-refused-spent = このクレジットはすべて使用済みのため、取り消すものがありません。
undo-refused-day = このリセットの日はすでに終わっているため、取り消すものがありません。
undo-refused-erased = このメンバーのデータはすでに削除されているため、取り消すものがありません。
button-undo = 取り消す
button-undo-confirm = はい、取り消す
button-undo-keep = このまま残す
preview-title = プレビュー：まだ何も変更していません
preview-limit = { $target }：1日 { $before } → { $after }クレジット
preview-role = -# このロールのメンバーは{ $members }人です。個別の上限や、ほかのロールのより高い上限が優先されます。
preview-everyone = -# このサーバーのメンバーは約{ $members }人です。個別の上限とロールの上限が優先されます。
preview-askers = { $members ->
    [0] -# { $since }以降、ここで画像をリクエストしたメンバーはいません。
   *[other] -# { $since }以降、ここで画像をリクエストしたメンバーは{ $members }人です。
}
