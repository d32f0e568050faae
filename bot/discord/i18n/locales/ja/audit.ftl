### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = 変更履歴
command-quota-admin-audit = 誰が何を変更したかを新しい順に見ます
audit-title = このサーバーの変更（新しい順）
audit-none = このサーバーではまだ何も変更されていません。
audit-undone = （取り消し済み）
audit-target-default = 個別の上限がないメンバー
audit-did-set = { $who } が { $target } の1日の上限を { $after } に設定しました（変更前：{ $before }）
audit-did-unset = { $who } が { $target } の1日の上限（{ $before }）を解除しました
audit-did-grant = { $who } が { $target } にボーナスクレジットを { $credits } 付与しました
audit-did-reset = { $who } が { $target } の1日の使用量をリセットしました（{ $credits }クレジット）
audit-did-block = { $who } が { $target } をブロックしました
audit-did-unblock = { $who } が { $target } のブロックを解除しました
audit-did-setting = { $who } が「{ $subject }」を変更しました：{ $before } → { $after }
audit-did-undo = { $who } が #{ $number } を取り消しました
button-audit-newer = 新しい方へ
button-audit-older = 古い方へ
