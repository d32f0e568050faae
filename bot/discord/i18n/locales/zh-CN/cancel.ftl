### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = 取消
cancel-done = 已取消，没有扣除积分。
cancel-already = 之前已经取消了，没有扣除积分。
cancel-asked = 已请 fal 停止，但它可能已经开始绘制。如果停下来，就不扣除积分；如果还是画完了，图片会照常发布并扣除积分。
cancel-noted = 已记下：一联系上 fal 就会取消。结果会显示在进度消息里。
cancel-too-late = 来不及取消了：图片已经画好，会照常发布并扣除积分。
cancel-ended = 它已经结束，没有图片，也没有扣除积分。
refused-cancel-not-yours = 只有发起请求的人，或拥有“管理消息”权限的人，才能取消。
failed-cancelled = 请求已取消。
failed-cancelled-moderator = 管理人员（<@{ $by }>）取消了这个请求。
result-not-cancelled = 来不及取消：fal 还是画完了。
progress-cancelling = 正在取消…… 已请求 fal 停止。如果它先画完，图片会照常发布。
