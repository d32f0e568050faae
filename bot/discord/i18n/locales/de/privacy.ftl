### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = Deine eigenen Daten: mitnehmen oder löschen lassen
name-privacy-export = exportieren
command-privacy-export = Alles, was über dich gespeichert ist, von allen Servern, in einer Datei
name-privacy-delete = löschen
command-privacy-delete = Deine Prompts und Bilder hier löschen; fragt vorher einmal nach
export-done = Alles, was über dich gespeichert ist: { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}. Lies zuerst README.txt darin.
export-left-out = Wegen Discords Upload-Limit fehlen { $count ->
    [one] der älteste Eintrag
   *[other] die ältesten { $count } Einträge
}; der Betreiber kann sie dir geben.
export-direct = Deine Daten ließen sich hier nicht anhängen; sie sind in deinen Direktnachrichten.
export-readme =
    Was Easel über dich gespeichert hat, von jedem Server, auf dem du es benutzt hast.
    Jede Datei ist eine Liste von Einträgen als JSON, die neuesten zuerst. Zeiten sind in UTC, IDs die von Discord.
    IDs anderer Leute sind weggelassen.

    generations    was du zeichnen ließest: Prompts, Optionen, Adressen der Bilder, Kosten
    ledger         jede Bewegung deiner Credits
    counters       was du an jedem Tag verbraucht hast, und deine übrigen geschenkten Credits
    erased_use     was du heute verbraucht hattest, bevor du deine Daten zuletzt löschen ließest
    bot_state      wann die Inhaltsregeln des Modells einen Prompt von dir ablehnten, bevor du deine Daten zuletzt löschen ließest, und wann die Serverleitung davon erfuhr
    limits         Tageslimits, die dir die Serverleitung gesetzt hat
    blocks         Server, auf denen Zeichnen für dich abgeschaltet ist, und Sperren von dir
    audit          Änderungen der Serverleitung an dir und Änderungen von dir
    reports        Bilder, die du gemeldet hast
    member_defaults  was du bevorzugst, wenn du nichts angibst
    reactions      deine beantworteten Wiederholungs-Reaktionen
export-readme-left = aus Platzmangel weggelassen:
refused-export-soon = Du hast deine Daten gerade erst bekommen. Versuch es in einer Minute noch einmal.
refused-export-undelivered = Discord hat die Datei weder hier noch als Direktnachricht angenommen. Erlaube Direktnachrichten von diesem Server und versuch es noch einmal.
button-erase = Meine Daten löschen
erase-question =
    Löschen, was Easel über dich speichert, auf allen Servern? Das lässt sich nicht zurücknehmen.
    • Deine Prompts, die Adressen deiner Bilder, deine Standardwerte und die Links zu deinen Beiträgen werden entfernt. Übrige geschenkte Credits gehen verloren.
    • Was die Buchführung braucht (wann, wie viele Credits), bleibt ohne deinen Namen.
    • Sperren und Limits, die dir die Serverleitung gesetzt hat, bleiben, und was du heute verbraucht hast, zählt bis zum Ende des Tages, und Ablehnungen durch die Inhaltsregeln des Modells zählen sechs Stunden lang.
    • Beiträge in Kanälen löschst du selbst; die Backups des Betreibers vergessen später.
    Willst du eine Kopie behalten, nimm zuerst `/privacy { name-privacy-export }`. Diese Frage verfällt { $until }.
erase-done = Erledigt: { $count ->
    [one] { $count } Anfrage wurde
   *[other] { $count } Anfragen wurden
} geleert, und was für die Buchführung bleibt, nennt dich nicht mehr. Beiträge in Kanälen löschst du selbst.
refused-erase-open = { $count ->
    [one] Eine Anfrage von dir wird
   *[other] { $count } Anfragen von dir werden
} noch gezeichnet. Warte das ab und frag dann noch einmal; es wurde nichts gelöscht.
refused-erase-late = Diese Frage ist zu alt. Nimm noch einmal `/privacy { name-privacy-delete }`; es wurde nichts gelöscht.
refused-erase-not-yours = Das kann nur die Person bestätigen, die danach gefragt hat. Es wurde nichts gelöscht.
