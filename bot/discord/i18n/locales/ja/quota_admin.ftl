### /quota-admin.

admin-set = { $target } は1日{ $credits }クレジットまで使えるようになりました（変更前：{ $before }）。
admin-unset = { $target } の1日の上限を解除しました（解除前：{ $before }）。次に当てはまるルールが適用されます。
admin-unset-nothing = { $target } に個別の上限はありませんでした。何も変更していません。
admin-default-set = 個別の上限がない人は、ここで1日{ $credits }クレジットまで使えるようになりました（変更前：{ $before }）。
admin-default-unset = このサーバーの既定値を解除しました（解除前：{ $before }）。ボットの既定値（1日{ $operator }クレジット）が適用されます。
admin-before-none = なし
admin-grant = { $who } に{ $credits }クレジットを付与しました。付与された{ $total }クレジットは使うまで残ります。
admin-reset = { $credits ->
    [0] { $who } が今日使った分はありませんでした。
   *[other] { $who } に今日の{ $credits }クレジットを戻しました。
}
admin-blocked = { $who } はこのサーバーで描けなくなりました。
admin-blocked-already = { $who } はすでにブロックされています。何も変更していません。
admin-unblocked = { $who } はまた描けるようになりました。
admin-unblocked-already = { $who } はブロックされていません。何も変更していません。
