### Moderation: timed blocks, slowing down, reports.

optname-hours = hours
option-hours = For how many hours; leave out to block for good
refused-blocked-until = An administrator of this server has switched drawing off for you until { $until }.
quota-blocked-until = Drawing is blocked for this member by an administrator until { $until }.
admin-blocked-until = { $who } can no longer draw on this server until { $until }.
refused-slowed = The model's content policy has refused { $count } of your prompts lately, so you can ask again { $until }. Nothing was charged. Other wording, without what it refuses, works at once then.
