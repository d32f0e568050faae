### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = 记录
command-quota-admin-audit = 查看谁更改了什么，最新的在前
audit-title = 本服务器的更改（最新的在前）
audit-none = 本服务器还没有做任何更改。
audit-undone = （已撤销）
audit-target-default = 没有单独上限的成员
audit-did-set = { $who } 将 { $target } 的每日上限设为 { $after }（之前：{ $before }）
audit-did-unset = { $who } 取消了 { $target } 的每日上限（之前是 { $before }）
audit-did-grant = { $who } 赠送了 { $target } { $credits } 积分
audit-did-reset = { $who } 重置了 { $target } 当天的用量（{ $credits } 积分）
audit-did-block = { $who } 禁用了 { $target } 的画图功能
audit-did-unblock = { $who } 恢复了 { $target } 的画图功能
audit-did-setting = { $who } 更改了“{ $subject }”：{ $before } → { $after }
audit-did-undo = { $who } 撤销了 #{ $number }
button-audit-newer = 较新
button-audit-older = 较早
