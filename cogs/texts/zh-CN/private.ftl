### Replies that only their asker sees.

optname-private = 私密
option-private = 进度和图片只有你能看到
private-note = 只有你能看到这条消息。
