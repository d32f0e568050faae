### Moderation: timed blocks, slowing down, reports.

optname-hours = 時間
option-hours = 何時間ブロックするか（空欄なら無期限）
refused-blocked-until = このサーバーの管理者が、{ $until } まであなたの描画を停止しています。
quota-blocked-until = 管理者がこのメンバーの描画を { $until } までブロックしています。
admin-blocked-until = { $who } は { $until } までこのサーバーで描画できません。
refused-slowed = 最近、モデルのコンテンツポリシーがあなたのプロンプトを { $count } 回拒否しました。次の依頼は { $until } にできます。料金はかかっていません。拒否された内容を避けて書き直してください。
