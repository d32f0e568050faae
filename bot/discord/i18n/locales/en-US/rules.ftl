### Refusals by a server's own rules. channels, roles, sizes, qualities and counts are lists.
### Nothing is said of the words that a server refuses.

rules-channel = Drawing is not switched on in this channel. On this server it works in { $channels }.
rules-role = On this server, drawing is for members with one of these roles: { $roles }.
rules-word = This server's rules refuse a word in that prompt. Please reword it; nothing was charged.
rules-size = This server does not allow that size. Allowed here: { $sizes }.
rules-quality = This server does not allow that quality. Allowed here: { $qualities }.
rules-count = This server draws at most { $most ->
    [one] { $most } picture
   *[other] { $most } pictures
} at once. Allowed here: { $counts }.
rules-repeat = Here, others' pictures can be drawn again by members with one of these roles: { $roles }. Use `/{ name-imagine }` for one of your own.
