### /defaults.

name-defaults = 既定値
command-defaults = サイズ・品質・枚数・公開範囲の既定値を設定します
defaults-title = あなたの既定値
defaults-how = `/{ name-imagine }` でオプションを省略したときに、どのサーバーでも使われます。
defaults-model = モデル
defaults-size = サイズ
defaults-quality = 品質
defaults-count = 枚数
defaults-private = 自分だけに表示
defaults-mention = 完成時のメンション
defaults-yes = はい
defaults-no = いいえ
defaults-own = { $name }：{ $value }（あなたの既定値）
defaults-ignored = このサーバーでは選べないため、ここでは使われません。
defaults-choice = { $name }：{ $value }
defaults-choice-none = { $name }：サーバーの既定値を使う（{ $value }）
defaults-not-used = { $names }の既定値はここでは選べないため、使われませんでした。`/{ name-defaults }` で変更できます。
