### /quota-admin.

admin-set = { $target } 现在每天可以使用 { $credits } 积分（之前：{ $before }）。
admin-unset = 已取消 { $target } 的每日上限（之前：{ $before }）。将改用下一个适用的上限。
admin-unset-nothing = { $target } 没有单独的上限。没有做任何更改。
admin-default-set = 没有单独上限的成员现在每天可以在本服务器使用 { $credits } 积分（之前：{ $before }）。
admin-default-unset = 已取消本服务器的默认上限（之前：{ $before }）。改用机器人的默认值：每天 { $operator } 积分。
admin-before-none = 未设置
admin-grant = { $who } 现在有 { $total } 赠送积分（+{ $credits }）。
admin-reset = { $credits ->
    [0] { $who } 今天没有使用积分。
   *[other] 已重置 { $who } 今天的用量：{ $credits } 积分可再次使用。
}
admin-blocked = { $who } 不能再在本服务器使用 Easel。
admin-blocked-already = { $who } 已处于禁用状态。没有做任何更改。
admin-unblocked = { $who } 可以重新使用 Easel 了。
admin-unblocked-already = { $who } 没有被禁用。没有做任何更改。
