### /quota-admin usage, top and export.

name-quota-admin-usage = 使用状況
command-quota-admin-usage = 日・メンバー・品質ごとの使用状況をグラフと表で見る
name-quota-admin-top = 上位
command-quota-admin-top = 使用量の多いメンバーと割合を見る
name-quota-admin-export = 書き出し
command-quota-admin-export = クレジットの全記録を CSV ファイルで受け取る（本人のみ表示）
optname-usage-days = 日数
option-usage-days = 今日を含めて何日分か。省略すると 30 日
optname-export-from = 開始日
optname-export-to = 終了日
option-export-day = YYYY-MM-DD 形式の日付。省略すると直近 30 日
usage-title = { $first } ～ { $last }：{ $credits } クレジット
usage-outcomes = リクエスト：完成 { $delivered }、失敗 { $failed }、取り消し { $cancelled }、進行中 { $open }
usage-more = … ほか { $more } 人
usage-chart-days = 1 日ごとのクレジット
usage-chart-members = メンバー別クレジット
usage-chart-quality = 品質別クレジット
usage-chart-rest = その他
ledger-export-done = { $first } ～ { $last }：{ $rows } 件。時刻は UTC です。ID の列は文字列として読み込んでください。
ledger-export-left-out = { $rows } 件はアップロードの上限に収まりませんでした。続きは `from` に { $day } を指定してください。
export-refused-day = 日付として読めません。2027-01-31 のように YYYY-MM-DD で書いてください。
export-refused-order = 開始日が終了日より後です。入れ替えてください。
export-refused-size = 1 日分だけでアップロードの上限を超えます。ボットの運営者にファイルを依頼してください。
