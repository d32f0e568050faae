### /quota.

quota-title = このサーバーでのあなたのクレジット
quota-title-member = { $who } さんのクレジット
quota-allowance-member = 1日の上限：{ $credits }クレジット（管理者による個別設定）
quota-allowance-role = 1日の上限：{ $credits }クレジット（ロール { $role } による）
quota-allowance-default = 1日の上限：{ $credits }クレジット（このサーバーの既定値）
quota-allowance-operator = 1日の上限：{ $credits }クレジット（ボットの既定値）
quota-used = 今日使った分：{ $used }
quota-granted = ボーナスクレジット：{ $granted }（有効期限なし）
quota-left = 残り：{ $left }クレジット
quota-enough = あと約{ $pictures }枚
quota-renews = リセット：{ $renews }
quota-blocked = 管理者によりブロックされています。このサーバーでは描けません。
quota-price = 画像1枚（{ $size }、{ $quality }）は{ $credits }クレジットです。ほかのサイズや品質では { $least }～{ $most } です。
refused-quota = { $cost }クレジット必要ですが、残りは{ $left }クレジットです。クレジットは{ $renews }にリセットされます。
# Offered with the refusal above. At most 80 characters.
button-afford = { $count }枚、{ $quality }：{ $cost }クレジット
