### 高解像度化と背景の削除。画像1枚に対する操作で、先に料金を示す。

button-upscale = 拡大
button-cutout = 背景を消す
menu-upscale = 拡大
menu-cutout = 背景を消す
button-tool-go = { $number ->
    [0] 実行
   *[other] { $number }枚目
}：{ $cost }クレジット
followup-upscale = **{ button-upscale }**：内容はそのままで、画像を大きくします。{ $cost }クレジットかかります（残り{ $left }クレジット）。
followup-cutout = **{ button-cutout }**：背景が透明な PNG にします。{ $cost }クレジットかかります（残り{ $left }クレジット）。
refused-tool-none = この操作に使えるモデルがありません。運営者に問い合わせてください。
refused-tool-price = 料金が{ $cost }クレジットに変わりました。クレジットは引かれていません。もう一度操作を選んで、新しい料金を確認してください。
