### Moderation: timed blocks, cooldowns and reports.

optname-hours = hours
option-hours = Number of hours; leave empty to block until you unblock them
refused-blocked-until = You can't use Easel on this server for now. The block ends { $until }. Contact an admin if that seems wrong.
quota-blocked-until = Blocked by an admin: no pictures on this server. The block ends { $until }.
admin-blocked-until = { $who } can't use Easel on this server until { $until }.
refused-slowed = The content policy blocked { $count } of your prompts recently, so you're on cooldown. You can try again { $until }. You weren't charged.
notice-slowed = The content policy blocked { $count } prompts by { $who } within a few hours. They are on cooldown and can try again { $until }. To block them completely, use `/quota-admin { name-quota-admin-block }`.
rules-age-restricted = This picture comes from an age-restricted channel, so it can only be reused in one. You weren't charged.

## Reports

menu-report = Report picture
report-thanks = Thanks. The server's admins have been notified.
refused-report-no-log = Reports aren't set up on this server. Ask an admin to choose a log channel in `/{ name-settings }`. Nothing was sent.
refused-report-again = You already reported this picture. The server's admins have been notified.
refused-report-closed = Your report was saved, but Easel can't post in the log channel. Tell an admin, then report the picture again.
report-title = Picture reported
report-picture = The picture
report-drawn = { $link }, requested by { $who } { $at }:
report-by = { $others ->
    [0] Reported by { $who } { $at }.
    [one] Reported by { $who } { $at } and by { $others } other member.
   *[other] Reported by { $who } { $at } and by { $others } other members.
}
report-removed = Removed { $at }.
report-blocked = { $who } can no longer use Easel here.
report-blocked-until = { $who } can't use Easel here until { $until }.
report-dismissed = { $who } dismissed this report.
button-report-remove = Remove picture
button-report-block-day = Block for a day
button-report-block = Block
button-report-dismiss = Dismiss
audit-did-remove = { $who } removed a picture by { $target }
