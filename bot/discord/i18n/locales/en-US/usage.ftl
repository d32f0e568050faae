### /quota-admin usage, top and export.

name-quota-admin-usage = usage
command-quota-admin-usage = Chart and table of credits used, by day, member and quality
name-quota-admin-top = top
command-quota-admin-top = The members who use the most credits, and their share
name-quota-admin-export = export
command-quota-admin-export = Download every credit transaction as a CSV file that only you see
optname-usage-days = days
option-usage-days = Number of days, including today; 30 by default
optname-export-from = from
optname-export-to = to
option-export-day = A date as YYYY-MM-DD; by default, the last 30 days
usage-title = { $credits ->
    [one] { $credits } credit, { $first } to { $last }
   *[other] { $credits } credits, { $first } to { $last }
}
usage-outcomes = Requests: { $delivered } delivered, { $policy } blocked by the content policy, { $failed } failed, { $cancelled } canceled, { $open } in progress
usage-more = { $more ->
    [one] … and { $more } more member
   *[other] … and { $more } more members
}
usage-chart-days = Credits per day
usage-chart-members = Credits by member
usage-chart-quality = Credits by quality
usage-chart-rest = others
usage-chart-ends = Request outcomes
usage-end-delivered = Delivered
usage-end-policy = Blocked
usage-end-failed = Failed
usage-end-cancelled = Canceled
usage-chart-legend = -# In the chart: { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } entry, { $first } to { $last }. Times are in UTC; import the ID columns as text.
   *[other] { $rows } entries, { $first } to { $last }. Times are in UTC; import the ID columns as text.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } entry didn't fit within the upload limit. For the rest, run this again with `{ optname-export-from }` { $day }.
   *[other] { $rows } entries didn't fit within the upload limit. For the rest, run this again with `{ optname-export-from }` { $day }.
}
export-refused-day = That isn't a date. Write it as YYYY-MM-DD, for example 2027-01-31.
export-refused-order = The first date is after the last one. Swap them and try again.
export-refused-size = Even a single day is too large to upload here. Ask the bot's operator for the file.
