### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = モデル
command-model = モデルの情報と必要クレジット
model-inputs = 入力
model-required = 必須、最大{ $most }文字
model-default = 既定値：{ $value }
model-options = 選択肢：{ $options }
model-constant = 常に { $value }
model-credits = 1枚あたりのクレジット

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = 描くもの。画像に入れたい文字は引用符で囲みます。
model-note-size = 幅 × 高さ（ピクセル）。
model-note-image-size = 幅 × 高さ（ピクセル）。
model-note-quality = 高いほど時間とクレジットがかかります。
model-note-num-images = 1回のリクエストで描く枚数。1枚ごとにクレジットがかかります。
model-note-safety-tolerance = 1 が最も厳しく、6 が最も緩やか。運営者が設定します。
