### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = キャンセル
cancel-done = キャンセルしました。クレジットは引かれていません。
cancel-already = すでにキャンセルされています。クレジットは引かれていません。
cancel-asked = fal に中止を頼みましたが、もう描き始めているかもしれません。止まればクレジットは引かれません。描き終わった場合は、画像が投稿され、通常どおりクレジットが引かれます。
cancel-noted = 受け付けました。fal に連絡でき次第キャンセルします。結果は進み具合のメッセージに表示されます。
cancel-too-late = キャンセルには間に合いませんでした。画像はもう描き終わっているので、投稿され、通常どおりクレジットが引かれます。
cancel-ended = すでに画像なしで終了しています。クレジットは引かれていません。
refused-cancel-not-yours = キャンセルできるのは、リクエストした本人か、「メッセージの管理」の権限がある人だけです。
failed-cancelled = リクエストはキャンセルされました。
failed-cancelled-moderator = モデレーター（<@{ $by }>）がこのリクエストをキャンセルしました。
result-not-cancelled = キャンセルは間に合わず、fal が描き終えました。
progress-cancelling = キャンセル中です… fal に停止を頼んでいます。先に描き終わった場合は、通常どおり画像が投稿されます。
