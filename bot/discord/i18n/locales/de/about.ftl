### /about.

name-about = info
command-about = Was Easel ist, was es über dich speichert und wie es weitergeht
about-what = **Easel** { $version } zeichnet Bilder nach Beschreibungen, mit { $model } bei fal; deine Prompts werden dorthin geschickt.
about-stored = Gespeichert wird: was du wo anfragst, Adressen der Bilder, Credits und ihre Bewegungen, deine Standardwerte, Meldungen und Wiederholungs-Reaktionen und was die Serverleitung über dich entscheidet.
about-seen = Wer was sieht: Gepostete Bilder und Prompts sehen alle in diesem Kanal. Wer einen Server verwaltet, kann eine Anfrage über ihre ID nachsehen; bei einer privaten, die weder geteilt noch gemeldet wurde, steht da, von wem und wann sie kam, was sie gekostet hat und wie sie ausging, aber nicht der Prompt. Der Betreiber hat die Datenbank.
about-kept = Prompts und fertige Anfragen werden nach { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
} entfernt; die Bewegungen der Credits bleiben.
about-kept-always = Der Betreiber hat keine Zeit festgelegt, nach der fertige Anfragen entfernt werden.
about-rights = `/privacy { name-privacy-export }` gibt dir alles, was über dich gespeichert ist; `/privacy { name-privacy-delete }` löscht es. Beiträge in Kanälen löschst du selbst.
about-start = Fang mit `/{ name-imagine }` oder `/{ name-ideas }` an; `/{ name-quota }` zeigt deine Credits. Die Anleitung ist `docs/guide.md` in den Dateien von Easel. Fragen zu diesem Bot stellst du der Serverleitung: Sie weiß, wer ihn betreibt.
