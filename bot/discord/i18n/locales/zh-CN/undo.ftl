### /quota-admin undo and previews of changes.

name-quota-admin-undo = 撤销
command-quota-admin-undo = 撤销上一次更改；会先让你确认
optname-preview = 预览
option-preview = 只显示会改变什么、影响多少成员
undo-question = 要撤销这次更改吗？
undo-done = 已撤销
undo-nothing = 没有可以撤销的更改。
undo-kept = 没有做任何更改。
undo-effect-grant = { $who } 将失去 { $credits } 赠送积分。
undo-effect-reset = { $who } 今天的用量将重新增加 { $credits } 积分。
undo-done-effect-grant = { $who } 已失去 { $credits } 赠送积分。
undo-done-effect-reset = { $who } 今天的用量已重新增加 { $credits } 积分。
undo-used = 其中 { $used } 积分已经用掉，无法收回。
undo-refused-unknown = 本服务器没有这个更改。没有做任何更改。
undo-refused-already = { $who } 已经撤销过了。没有做任何更改。
undo-refused-undo = 这条记录本身就是一次撤销。要恢复，请重新进行原来的更改。没有做任何更改。
undo-refused-nothing = 这条记录没有改变任何内容，所以没有可撤销的内容。
undo-refused-changed = 之后又有更改。请查看 `/quota-admin { name-quota-admin-audit }` 并重新设置。没有做任何更改。
undo-refused-spent = 这些积分已全部用掉，没有可撤销的内容。
undo-refused-day = 这次重置的那一天已经过去，没有可撤销的内容。
undo-refused-erased = 该成员的数据已被删除，没有可撤销的内容。
button-undo = 撤销
button-undo-confirm = 确认撤销
button-undo-keep = 保留更改
preview-title = 预览：没有做任何更改
preview-limit = { $target }：每天 { $before } → { $after } 积分
preview-role = -# 有 { $members } 名成员拥有此身份组。个人上限和其他身份组的更高上限优先。
preview-everyone = -# 本服务器约有 { $members } 名成员。个人上限和身份组上限优先。
preview-askers = { $members ->
    [0] -# 自 { $since } 以来，这里没有成员请求过图片。
   *[other] -# 自 { $since } 以来，这里有 { $members } 名成员请求过图片。
}
