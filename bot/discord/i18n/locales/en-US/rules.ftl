### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = Easel isn't enabled in this channel. On this server, use it in { $channels }.
rules-role = On this server, only members with one of these roles can use Easel: { $roles }.
rules-word = Your prompt contains a word that's blocked on this server. Please reword it. You weren't charged.
rules-model = This server doesn't allow that model. Allowed models: { $models }.
rules-size = This server doesn't allow that size. Allowed sizes: { $sizes }.
rules-quality = This server doesn't allow that quality. Allowed qualities: { $qualities }.
rules-count = This server allows at most { $most ->
    [one] { $most } picture
   *[other] { $most } pictures
} per request. Allowed counts: { $counts }.
rules-repeat = On this server, only members with one of these roles can rerun other people's requests: { $roles }. Use `/{ name-imagine }` to make your own.
