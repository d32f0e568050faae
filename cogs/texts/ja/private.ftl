### Replies that only their asker sees.

optname-private = 非公開
option-private = 進み具合と画像を自分だけに表示します
private-note = これはあなたにだけ表示されています。
