### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = 提示词是空的。请写几个字说明想画什么。
refused-prompt-long = 提示词有 { $length } 个字符，上限是 { $limit } 个。请缩短后再试。
refused-option = 这不是“{ $option }”的可选项。请从列表中选择。
refused-blocked = 你不能在本服务器使用 Easel。如有疑问，请联系管理员。
refused-cap-server = 本服务器今天的积分已用完。重置时间：{ $renews }。
refused-cap-server-operator = 本服务器每天可用的积分已用完。重置时间：{ $renews }。该上限由机器人运营者设定。
refused-cap-bot = Easel 今天的积分已用完。重置时间：{ $renews }。
refused-line-full = 队列已满，有 { $waiting } 个请求在等待。请一分钟后再试。
refused-line-full-own = 你已有 { $waiting } 个请求在等待。请先等其中一个完成。
refused-line-full-server = 本服务器已有 { $waiting } 个请求在等待，占满了它在队列中的份额。请一分钟后再试。
refused-line-reserved = 队列快满了，剩余的位置留给没有请求在等待的成员。你有 { $waiting } 个请求在等待，请先等其中一个完成。
refused-not-yours = 只有请求这张图片的人才能再来一次。想画自己的版本，请点击图片下方的 **{ button-more }**，再选择 **{ button-start }**。
refused-already-running = 你已经在重画这张图片了。请等它完成。
refused-closing = Easel 正在重启。请一分钟后再试。
refused-server = 本服务器未启用 Easel。哪些服务器可以使用由机器人运营者决定。
refused-fal-balance = Easel 已暂停：它在图像服务的余额已用完。已通知运营者。
refused-fal-credentials = Easel 已暂停：图像服务拒绝了它的密钥。已通知运营者。
refused-outside = 这个功能只能在服务器里使用，私信中不可用。
refused-not-admin = 这需要“管理服务器”权限。没有做任何更改。
refused-amount = 不能是 { $amount }。请选择 1 到 { $limit } 之间的数字。没有做任何更改。
refused-grant-total = 这位成员已有 { $has } 赠送积分，上限是 { $limit }。没有做任何更改。
refused-bot-target = 机器人没有积分。没有做任何更改。
refused-target = 这不是本服务器的成员或身份组。没有做任何更改。
refused-outdated = 此命令已更新。请重启 Discord，或一分钟后再试。
refused-gone = 这张图片太旧了：Easel 已没有它的请求记录。
error-unexpected = 我们这边出了点问题，没有扣除积分。如果再次发生，请把这个编号告诉运营者：{ $id }。
