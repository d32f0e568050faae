### 参照画像が使えないとき。{ $number } は画像が複数あるときの番号、1枚だけなら 0。

refused-reference-name = { $number ->
    [0] 画像
   *[other] { $number }枚目の画像
}
refused-reference-type = { refused-reference-name }は Easel で使えない形式です。PNG、JPEG、WebP、GIF のいずれかを送ってください。クレジットは引かれていません。
refused-reference-damaged = { refused-reference-name }は壊れているか、途中で切れています。保存し直して、もう一度送ってください。クレジットは引かれていません。
refused-reference-bytes = { refused-reference-name }は { $limit } MB を超えています。小さいファイルを送ってください。クレジットは引かれていません。
refused-reference-pixels = { refused-reference-name }の画素数が多すぎます。この形式の上限は { $limit } メガピクセルです。小さくしたものを送ってください。クレジットは引かれていません。
refused-reference-shape = { refused-reference-name }は細長すぎます。長い辺は短い辺の { $limit } 倍まで、短い辺は16ピクセル以上にしてください。クレジットは引かれていません。
refused-reference-download = { refused-reference-name }を Discord からダウンロードできませんでした。もう一度添付してください。クレジットは引かれていません。
refused-reference-space = 現在、画像の保存先に空きがありません。しばらくしてからもう一度試してください。クレジットは引かれていません。
refused-reference-unsafe = { refused-reference-name }には裸の描写が含まれている可能性があるため、Easel では編集できません。クレジットは引かれていません。
refused-reference-unchecked = 現在、画像を確認できませんでした。数分後にもう一度試してください。クレジットは引かれていません。
