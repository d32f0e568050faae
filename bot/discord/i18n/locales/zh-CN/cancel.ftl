### Cancellation: the button, its answers and the final message.

button-cancel = 取消
cancel-done = 已取消，没有扣除积分。
cancel-already = 之前已经取消了，没有扣除积分。
cancel-asked = 正在取消… 如果已经来不及，图片会照常发布并扣除积分；否则不会扣除积分。
cancel-noted = 收到。一联系上图像服务就会取消，结果会显示在进度消息中。
cancel-too-late = 来不及取消了：图片已经画好，会照常发布并扣除积分。
cancel-ended = 这个请求已经结束，没有画出图片，也没有扣除积分。
refused-cancel-not-yours = 只有发起请求的人，或拥有“管理消息”权限的人，才能取消。
failed-cancelled = 你的请求已取消。
failed-cancelled-moderator = 管理人员（<@{ $by }>）取消了你的请求。
result-not-cancelled = 这个请求没来得及取消。
progress-cancelling = 正在取消… 如果图片先画完，会照常发布。
