### /quota.

quota-title = このサーバーでのあなたの利用枠
quota-title-member = { $who } の利用枠
quota-allowance-member = 利用枠：1日{ $credits }クレジット（サーバーの管理者による個別の設定）
quota-allowance-role = 利用枠：1日{ $credits }クレジット（ロール { $role } による）
quota-allowance-default = 利用枠：1日{ $credits }クレジット（このサーバーの既定値）
quota-allowance-operator = 利用枠：1日{ $credits }クレジット（ボットの既定値）
quota-used = 今日使った分：{ $used }
quota-granted = 追加で付与された分（使うまで残ります）：{ $granted }
quota-left = 現在の残り：{ $left }クレジット
quota-renews = 利用枠の更新：{ $renews }
quota-blocked = このメンバーは、サーバーの管理者により描画がブロックされています。
quota-price = 画像1枚（{ $size }、{ $quality }）は{ $credits }クレジットです。サイズと品質により { $least }～{ $most }クレジットかかります。
