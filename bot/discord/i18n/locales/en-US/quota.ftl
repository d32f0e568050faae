### /quota.

quota-title = Your credits on this server
quota-title-member = { $who }'s credits
quota-allowance-member = Daily limit: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}, set individually by an admin
quota-allowance-role = Daily limit: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}, from the role { $role }
quota-allowance-default = Daily limit: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}, this server's default
quota-allowance-operator = Daily limit: { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}, the bot's default
quota-used = Used today: { $used }
quota-granted = Bonus credits: { $granted } (they don't expire)
quota-left = Left: { $left ->
    [one] { $left } credit
   *[other] { $left } credits
}
quota-enough = about { $pictures ->
    [one] { $pictures } more picture
   *[other] { $pictures } more pictures
}
quota-renews = Resets { $renews }
quota-blocked = Blocked by an admin: no pictures on this server.
quota-price = One picture ({ $size }, { $quality }) costs { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}. Other sizes and qualities cost { $least } to { $most }.
refused-quota = This costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} and you have { $left } left. Your credits reset { $renews }.
# Offered with the refusal above. At most 80 characters.
button-afford = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}, { $quality }: { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
}
