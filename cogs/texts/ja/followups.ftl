### Going on from a result.

button-finer = 高精細
button-finer-confirm = { $cost }クレジットで描く
followup-finer = **高精細:** { $count }枚、{ $size }、{ $quality }。{ $cost }クレジットかかります（残り{ $left }クレジット）。
refused-finest = これ以上高精細にはできません。すでに最高品質で、同じ縦横比の大きいサイズもありません。
refused-choices-gone = この画像のサイズまたは品質は、もう選べません。`/imagine` で選び直してください。
refused-price-changed = 料金が変わりました。いまは{ $cost }クレジットです（まだ引かれていません）。もう一度 **高精細** を押してください。
refused-slow = 確認に時間がかかりすぎました。クレジットは引かれていません。もう一度お試しください。
refused-deleted = その画像は削除されました。
result-finer = { $who } さんが高精細版を頼みました（{ $link }）: { $prompt }
result-edited = { $who } さんが続きを描きました（{ $link }）: { $prompt }
button-edit = 編集
followup-title-edit = 変更して描き直す
followup-title-start = この画像から始める
