### Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = 还没有可画的内容：请在提示词里写几个字。
refused-prompt-long = 提示词有 { $length } 个字符，最多 { $limit } 个。请缩短后再试。
refused-option = 这不是“{ $option }”的选项之一。请从列表中选择。
refused-blocked = 本服务器的管理员已关闭你的画图功能。请联系管理员。
refused-quota = 这需要 { $cost } 积分，而你还剩 { $left }。额度恢复时间：{ $renews }。更小的尺寸、更低的质量或更少的图片花费更少。
refused-ceiling-server = 本服务器今天的积分已用完。恢复时间：{ $renews }。
refused-ceiling-bot = 机器人今天的积分已用完。恢复时间：{ $renews }。
refused-line-full = 队列已满：有 { $waiting } 个请求在等待。请一分钟后再试。
refused-line-full-own = 你已有 { $waiting } 个请求在等待。请先等其中一个完成。
refused-not-yours = 在这里，只有请求这张图片的人才能重画。请用 `/{ name-imagine }` 画一张你自己的。
refused-already-running = 你重画的这张图片还没有画完。
refused-closing = Easel 正在重启，暂时不接受新请求。请一分钟后再试。
refused-server = 本服务器不在运营者的名单上，所以这里不能画图。
refused-fal-balance = 画图已暂停：机器人在 fal 的账户余额已用完。已通知运营者。
refused-fal-credentials = 画图已暂停：fal 不接受此机器人的密钥。已通知运营者。
refused-outside = 额度属于服务器，所以这个功能只能在服务器里使用。
refused-not-admin = 这需要“管理服务器”权限。没有做任何更改。
refused-amount = 不能是 { $amount }：请选择 1 到 { $limit } 之间的数字。没有做任何更改。
refused-grant-total = 这位成员已有 { $has } 赠送积分，最多为 { $limit }。没有做任何更改。
refused-bot-target = 机器人不画图，所以没有额度。没有做任何更改。
refused-target = 这不是本服务器的成员或身份组。没有做任何更改。
refused-outdated = 此命令已有变化。请重启 Discord，或一分钟后再试。
refused-gone = 这张图片太旧了：Easel 已没有它的请求记录。
error-unexpected = 我们这边出了问题；没有扣除积分。如果再次发生，请把这个编号告诉运营者：{ $id }。
