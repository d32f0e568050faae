### Result posts.

result-title = **{ $prompt }**（{ $who } さん）
result-repeat = **{ $prompt }**（{ $who } さん）· { $link }をもう一度
result-parent-link = [この画像]({ $url })
result-parent-plain = 以前の画像
result-facts = { $size } · { $quality } · { $seconds }秒 · { $charged }クレジット
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds }秒 · { $charged }クレジット、残り { $left }
result-missing = { $missing }枚の画像が足りません。その分のクレジットは引かれていません。
result-fitted = Discord のアップロード上限に合わせて圧縮しました：{ $which }
result-fitted-one = { $number }枚目（{ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } MiB）
result-other-size = 指定したサイズではなく { $width } × { $height } の画像が返ってきました。
result-late = 元の返信の有効期限が切れたため、新しいメッセージでお届けします。
result-moved = 元の返信を編集できなかったため、新しいメッセージでお届けします。
result-ready = { $who } さん、{ $count }枚の画像ができました。
alt-text = 画像 { $number }/{ $count }、{ $width } × { $height }、プロンプトから描画：{ $prompt }
button-again = もう一度
quality-low = 低品質
quality-medium = 中品質
quality-high = 高品質
quality-xhigh = 超高品質
quality-max = 最高品質
quality-standard = 標準品質
