### /quota-admin.

admin-set = { $target } 现在每天可以使用 { $credits } 积分（之前：{ $before }）。
admin-unset = 已取消 { $target } 的每日上限（之前是 { $before }）。将适用下一条符合的规则。
admin-unset-nothing = { $target } 没有单独的上限；没有做任何更改。
admin-default-set = 没有单独上限的人现在在这里每天可以使用 { $credits } 积分（之前：{ $before }）。
admin-default-unset = 已取消本服务器的默认值（之前是 { $before }）；改用机器人的默认值：每天 { $operator } 积分。
admin-before-none = 无
admin-grant = { $who } 获得 { $credits } 积分；共有 { $total } 赠送积分，用完为止。
admin-reset = { $credits ->
    [0] { $who } 今天没有可重置的用量。
   *[other] 已将今天的 { $credits } 积分还给 { $who }。
}
admin-blocked = { $who } 不能再在本服务器上画图了。
admin-blocked-already = { $who } 已经被禁用；没有做任何更改。
admin-unblocked = { $who } 可以重新画图了。
admin-unblocked-already = { $who } 没有被禁用；没有做任何更改。
