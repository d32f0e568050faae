### /quota-admin.

admin-set = { $target } は1日{ $credits }クレジットまで使えるようになりました（変更前：{ $before }）。
admin-unset = { $target } の1日の上限を解除しました（解除前：{ $before }）。次に当てはまる上限が適用されます。
admin-unset-nothing = { $target } に個別の上限は設定されていません。何も変更していません。
admin-default-set = 個別の上限がないメンバーは、このサーバーで1日{ $credits }クレジットまで使えるようになりました（変更前：{ $before }）。
admin-default-unset = このサーバーの既定の上限を解除しました（解除前：{ $before }）。ボットの既定値（1日{ $operator }クレジット）が適用されます。
admin-before-none = 未設定
admin-grant = { $who } のボーナスクレジットは { $total } になりました（+{ $credits }）。
admin-reset = { $credits ->
    [0] { $who } は今日クレジットを使っていません。
   *[other] { $who } の今日の使用量をリセットしました。{ $credits }クレジットがまた使えます。
}
admin-blocked = { $who } はこのサーバーで Easel を使えなくなりました。
admin-blocked-already = { $who } はすでにブロックされています。何も変更していません。
admin-unblocked = { $who } はまた Easel を使えるようになりました。
admin-unblocked-already = { $who } はブロックされていません。何も変更していません。
