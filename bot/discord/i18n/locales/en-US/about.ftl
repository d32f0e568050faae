### /about.

name-about = about
command-about = What Easel is, what it keeps about you, and where to go from here
about-what = **Easel** { $version } draws pictures from descriptions, with { $model } at fal. Your prompts are sent there.
about-stored = What is stored: what you ask for and where, the addresses of the pictures, your credits and how they moved, your defaults, reports and repeat reactions, and what administrators decide about you.
about-seen = Who sees it: pictures and prompts that are posted, everybody in that channel. Whoever manages a server can look up a request by its id; of a private one that was neither shared nor reported they see who asked, when, what it cost and how it ended, but not the prompt. The operator has the database.
about-kept = Prompts and finished requests are removed after { $days ->
    [one] one day
   *[other] { $days } days
}; the movements of credits stay.
about-kept-always = The operator has not set a time after which finished requests are removed.
about-rights = `/privacy { name-privacy-export }` gives you everything that is stored about you; `/privacy { name-privacy-delete }` erases it. Posts in channels are yours to delete.
about-start = Begin with `/{ name-imagine }` or `/{ name-ideas }`; `/{ name-quota }` shows your credits. The guide is `docs/guide.md` among Easel's files. For questions about this copy, ask this server's administrators: they know who runs it.
