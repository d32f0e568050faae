### Private replies and sharing them.

optname-private = 私密
option-private = 进度和图片仅你可见；之后可以再分享
private-note = 点击 **{ button-share }** 即可发布到频道。
button-share = 分享
shared-title = **{ $prompt }** 由 { $who } 分享
shared-now = 已分享：{ $url }
shared-already = 你已经分享过了：{ $url }
refused-share-not-yours = 只有请求这张私密图片的人才能分享它。
refused-share-rights-member = 你没有在此频道发送消息的权限，因此没有分享任何内容。
refused-share-rights-bot = Easel 无法在这里发布。请让管理员在此频道给它“查看频道”“发送消息”和“附加文件”权限，然后再次点击 **{ button-share }**。
refused-share-elsewhere = 这是你在 { $channel } 请求的。请在那里点击 **{ button-share }**。
refused-share-lost = 这些图片已无法下载，因此没有分享任何内容。
refused-share-large = 图片压缩后仍超出此频道的限制，因此没有分享任何内容。
refused-share-unknown = Discord 没有确认是否发布成功。请查看频道；如果没有图片，请一分钟后再次点击 **{ button-share }**。Easel 会先检查，不会重复发布。
