### Cancellation: the button, its answers and the final message.

button-cancel = キャンセル
cancel-done = キャンセルしました。クレジットは引かれていません。
cancel-already = すでにキャンセル済みです。クレジットは引かれていません。
cancel-asked = キャンセルしています… 間に合わなかった場合は、画像が投稿され、通常どおりクレジットが引かれます。間に合えば引かれません。
cancel-noted = 承知しました。画像サービスにつながりしだいキャンセルします。結果は進行状況のメッセージに表示されます。
cancel-too-late = キャンセルが間に合いませんでした。画像はすでに完成しているため、投稿され、通常どおりクレジットが引かれます。
cancel-ended = このリクエストはすでに画像なしで終了しています。クレジットは引かれていません。
refused-cancel-not-yours = キャンセルできるのは、リクエストした本人か、「メッセージの管理」の権限がある人だけです。
failed-cancelled = リクエストはキャンセルされました。
failed-cancelled-moderator = モデレーター（<@{ $by }>）がリクエストをキャンセルしました。
result-not-cancelled = キャンセルが間に合いませんでした。
progress-cancelling = キャンセルしています… 先に描き終わった場合は、通常どおり投稿されます。
