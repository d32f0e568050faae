### /about.

name-about = about
command-about = What Easel is, what it stores about you, and how to start
about-what = **Easel** { $version } draws pictures from your descriptions. Prompts are sent to { $model } at fal.
about-stored = **What is stored:** your requests and where you made them, links to your pictures, your credits and their history, your defaults, your reports and 🔁 reactions, and admins' decisions about you.
about-seen = **Who can see it:** everyone in the channel sees posted pictures and prompts. Server managers can look up requests by ID. For private requests that were never shared or reported, they see who made them, when, the cost and the outcome, but not the prompt. The operator can access the database.
about-kept = Prompts and finished requests are deleted after { $days ->
    [one] one day
   *[other] { $days } days
}; the credit history is kept.
about-kept-always = Finished requests are kept without a time limit.
about-rights = `/privacy { name-privacy-export }` gives you a copy of your data; `/privacy { name-privacy-delete }` erases it. Posts in channels aren't affected: delete those yourself.
about-start = Start with `/{ name-imagine }` or `/{ name-ideas }`; `/{ name-quota }` shows your credits. Questions? Ask this server's admins.
button-about-data = Your data
button-guide = Guide
button-support = Support
