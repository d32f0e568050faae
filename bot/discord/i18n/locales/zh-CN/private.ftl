### Replies that only their asker sees, and sharing them later.

optname-private = 私密
option-private = 进度和图片只有你能看到；之后可以再分享
private-note = 只有你能看到这条消息。点击“分享”即可发布到频道。
button-share = 分享
shared-title = { $who } 分享了：{ $prompt }
shared-now = 已分享：{ $url }
shared-already = 你已经分享过了：{ $url }
refused-share-not-yours = 只有私密请求这张图片的人才能分享它。
refused-share-rights-member = 你没有在此频道发送消息的权限，因此没有分享任何内容。
refused-share-rights-bot = Easel 无法在这里发布。请让管理员在此频道给它“查看频道”“发送消息”和“附加文件”权限，然后再次点击。
refused-share-elsewhere = 这是在 { $channel } 中请求的。请在那里点击“分享”。
refused-share-lost = 图片已无法从 Discord 或 fal 获取，因此没有分享任何内容。
refused-share-large = 无法将图片压缩到此频道允许的大小，因此没有分享任何内容。
refused-share-unknown = Discord 没有给出明确答复，暂时无法确定是否已发布。请查看频道；一分钟后再次点击时会先检查，绝不会重复发布。
