### Moderation: timed blocks, slowing down, reports.

optname-hours = hours
option-hours = For how many hours; leave out to block for good
refused-blocked-until = You can't use Easel on this server for now. The block ends { $until }. Contact an admin if that seems wrong.
quota-blocked-until = Blocked by an admin: no pictures on this server. The block ends { $until }.
admin-blocked-until = { $who } can't use Easel on this server until { $until }.
refused-slowed = The model's content policy has refused { $count } of your prompts lately, so you can ask again { $until }. Nothing was charged. Meanwhile, please reword your prompt.
notice-slowed = The model's content policy has refused { $count } prompts of { $who } within a few hours. They can ask again { $until }. `/quota-admin { name-quota-admin-block }` stops them altogether.
rules-age-restricted = That picture was drawn in an age-restricted channel, so it can only be used again in one. Nothing was charged.

## Reports

menu-report = Report picture
report-thanks = Thank you. The people who look after this server have been told.
refused-report-no-log = Nobody is set up to read reports here. Ask an administrator to choose a log channel in `/{ name-settings }`. Nothing was sent.
refused-report-again = You have reported this picture already. The people who look after this server know.
refused-report-closed = Your report is noted, but the log channel cannot be written to. Please tell an administrator; reporting it again tries once more.
report-title = A picture was reported
report-picture = The picture
report-drawn = { $link }, drawn by { $who } { $at }:
report-by = { $others ->
    [0] Reported by { $who } { $at }.
    [one] Reported by { $who } { $at } and by { $others } other member.
   *[other] Reported by { $who } { $at } and by { $others } other members.
}
report-removed = Removed { $at }.
report-blocked = { $who } cannot draw here any more.
report-blocked-until = { $who } cannot draw here until { $until }.
report-dismissed = { $who } found nothing wrong with it.
button-report-remove = Remove picture
button-report-block-day = Block for a day
button-report-block = Block
button-report-dismiss = Nothing wrong
audit-did-remove = { $who } removed a picture of { $target }
