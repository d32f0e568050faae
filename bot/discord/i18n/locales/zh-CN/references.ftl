### 参考图被拒绝。有多张图时 { $number } 是图片的序号，否则为 0。

refused-reference-name = { $number ->
    [0] 你的图片
   *[other] 第 { $number } 张图片
}
refused-reference-type = { refused-reference-name }的格式 Easel 无法使用。请发送 PNG、JPEG、WebP 或 GIF。没有扣除积分。
refused-reference-damaged = { refused-reference-name }已损坏或不完整。请重新保存后再发送。没有扣除积分。
refused-reference-bytes = { refused-reference-name }超过 { $limit } MB。请发送较小的文件。没有扣除积分。
refused-reference-pixels = { refused-reference-name }的像素太多：这种文件最多 { $limit } 百万像素。请发送较小的版本。没有扣除积分。
refused-reference-shape = { refused-reference-name }太窄：长边最多是短边的 { $limit } 倍，短边至少 16 像素。没有扣除积分。
refused-reference-download = 无法从 Discord 下载{ refused-reference-name }。请重新添加附件。没有扣除积分。
refused-reference-space = Easel 目前没有存放图片的空间，需要运营者清理。请稍后再试。没有扣除积分。
refused-reference-unsafe = { refused-reference-name }似乎含有裸露内容，Easel 无法编辑。没有扣除积分。
refused-reference-unchecked = Easel 目前无法检查你的图片。请过几分钟再试。没有扣除积分。
