### /quota.

quota-title = 你在本服务器的额度
quota-title-member = { $who } 的额度
quota-allowance-member = 额度：每天 { $credits } 积分，由服务器管理员为你单独设置。
quota-allowance-role = 额度：每天 { $credits } 积分，来自身份组 { $role }。
quota-allowance-default = 额度：每天 { $credits } 积分，本服务器的默认值。
quota-allowance-operator = 额度：每天 { $credits } 积分，机器人的默认值。
quota-used = 今天已用：{ $used }。
quota-granted = 另外的赠送积分，用完为止：{ $granted }。
quota-left = 现在剩余：{ $left } 积分。
quota-renews = 额度恢复时间：{ $renews }。
quota-blocked = 服务器管理员已禁止这位成员画图。
quota-price = 一张图片（{ $size }，{ $quality }）需要 { $credits } 积分；根据尺寸和质量，从 { $least } 到 { $most } 不等。
