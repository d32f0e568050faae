### /quota-admin usage, top and export.

name-quota-admin-usage = usage
command-quota-admin-usage = A chart and a table of what is used here, by day, member and quality
name-quota-admin-top = top
command-quota-admin-top = Which members use most, with their share
name-quota-admin-export = export
command-quota-admin-export = Every movement of credits as a CSV file, only for you
optname-usage-days = days
option-usage-days = How many days back, today included; 30 if you leave it out
optname-export-from = from
optname-export-to = to
option-export-day = A day as YYYY-MM-DD; left out, the last 30 days
usage-title = { $credits ->
    [one] { $credits } credit, { $first } to { $last }
   *[other] { $credits } credits, { $first } to { $last }
}
usage-outcomes = Requests: drawn { $delivered }, refused by the content policy { $policy }, failed { $failed }, cancelled { $cancelled }, under way { $open }
usage-more = { $more ->
    [one] … and { $more } more member
   *[other] … and { $more } more members
}
usage-chart-days = Credits per day
usage-chart-members = Credits by member
usage-chart-quality = Credits by quality
usage-chart-rest = others
usage-chart-ends = How requests ended
usage-end-delivered = Drawn
usage-end-policy = Policy
usage-end-failed = Failed
usage-end-cancelled = Cancelled
usage-chart-legend = -# In the chart: { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } entry, { $first } to { $last }. Times are UTC; import the id columns as text.
   *[other] { $rows } entries, { $first } to { $last }. Times are UTC; import the id columns as text.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } entry did not fit into the upload limit. Ask again with `{ optname-export-from }` { $day } for the rest.
   *[other] { $rows } entries did not fit into the upload limit. Ask again with `{ optname-export-from }` { $day } for the rest.
}
export-refused-day = That is not a day: write it as YYYY-MM-DD, for example 2027-01-31.
export-refused-order = The first day is after the last one: swap them.
export-refused-size = One day alone is larger than you may upload here. Ask the bot's operator for the file.
