### /quota.

quota-title = 你在本服务器的积分
quota-title-member = { $who } 的积分
quota-allowance-member = 每日上限：{ $credits } 积分，由管理员单独设置
quota-allowance-role = 每日上限：{ $credits } 积分，来自身份组 { $role }
quota-allowance-default = 每日上限：{ $credits } 积分，本服务器的默认值
quota-allowance-operator = 每日上限：{ $credits } 积分，机器人的默认值
quota-used = 今天已用：{ $used }
quota-granted = 赠送积分：{ $granted }（不会过期）
quota-left = 剩余：{ $left } 积分
quota-enough = 大约还能画 { $pictures } 张
quota-renews = 重置时间：{ $renews }
quota-blocked = 已被管理员禁用：不能在本服务器画图。
quota-price = 一张图片（{ $size }，{ $quality }）需要 { $credits } 积分。其他尺寸和质量为 { $least } 到 { $most }。
refused-quota = 这需要 { $cost } 积分，而你还剩 { $left } 积分。积分重置时间：{ $renews }。
# Offered with the refusal above. At most 80 characters.
button-afford = { $count } 张，{ $quality }：{ $cost } 积分
