### /about.

name-about = info
command-about = Was Easel ist, was es über dich speichert und wie du loslegst
about-what = **Easel** { $version } zeichnet Bilder nach deinen Beschreibungen. Prompts gehen an { $model } bei fal.
about-stored = **Was gespeichert wird:** deine Anfragen und wo du sie gestellt hast, Links zu deinen Bildern, deine Credits und ihr Verlauf, deine Vorgaben, deine Meldungen und 🔁-Reaktionen sowie Entscheidungen der Serverleitung über dich.
about-seen = **Wer es sehen kann:** Gepostete Bilder und Prompts sehen alle im Kanal. Wer den Server verwaltet, kann Anfragen per ID nachschlagen. Bei privaten Anfragen, die nie geteilt oder gemeldet wurden, sind dabei nur Person, Zeitpunkt, Kosten und Ausgang zu sehen, nicht der Prompt. Der Betreiber hat Zugriff auf die Datenbank.
about-kept = Prompts und fertige Anfragen werden nach { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
} gelöscht; der Credit-Verlauf bleibt erhalten.
about-kept-always = Fertige Anfragen werden unbefristet aufbewahrt.
about-rights = Mit `/privacy { name-privacy-export }` bekommst du eine Kopie deiner Daten, mit `/privacy { name-privacy-delete }` löschst du sie. Beiträge in Kanälen sind davon nicht betroffen: Die löschst du selbst.
about-start = Leg los mit `/{ name-imagine }` oder `/{ name-ideas }`; `/{ name-quota }` zeigt deine Credits. Fragen? Wende dich an die Serverleitung.
button-about-data = Deine Daten
button-guide = Anleitung
button-support = Support
