### Results.

result-title = { $who } さんのリクエスト：{ $prompt }
result-repeat = { $who } さんが{ $link }をもう一度リクエスト：{ $prompt }
result-parent-link = [この画像]({ $url })
result-parent-plain = 以前の画像
result-facts = { $size } · { $quality } · { $seconds }秒 · { $charged }クレジット、残り { $left }
result-missing = { $missing }枚の画像は取得できませんでした。その分のクレジットはお返ししました。
result-fitted = Discord のアップロード上限に合わせて再圧縮しました：{ $which }
result-fitted-one = { $number }枚目（{ NUMBER($before, minimumFractionDigits: 1) } MiB → { NUMBER($after, minimumFractionDigits: 1) } MiB）
result-other-size = fal は指定されたサイズではなく { $width } × { $height } で描きました。
result-late = Discord が返信を受け付ける時間を過ぎたため、別のメッセージでお届けします。
alt-text = 画像 { $number }/{ $count }、{ $width } × { $height }、プロンプトから描画：{ $prompt }
button-again = もう一度
quality-low = 低品質
quality-medium = 中品質
quality-high = 高品質
