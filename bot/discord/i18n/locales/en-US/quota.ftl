### /quota.

quota-title = Your quota on this server
quota-title-member = Quota of { $who }
quota-allowance-member = Allowance: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day, set for you by an administrator.
quota-allowance-role = Allowance: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day, from the role { $role }.
quota-allowance-default = Allowance: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day, this server's default.
quota-allowance-operator = Allowance: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day, the bot's default.
quota-used = Used today: { $used }.
quota-granted = Granted on top, kept until used: { $granted }.
quota-left = Left now: { $left ->
    [one] { $left } credit
   *[other] { $left } credits
}.
quota-renews = The allowance renews { $renews }.
quota-blocked = Drawing is blocked for this member by an administrator.
quota-price = One picture ({ $size }, { $quality }) costs { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}; the range is { $least } to { $most } by size and quality.
