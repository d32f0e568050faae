### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = Deine Daten exportieren oder löschen
name-privacy-export = exportieren
command-privacy-export = Alles, was auf allen Servern über dich gespeichert ist, als eine Datei herunterladen
name-privacy-delete = löschen
command-privacy-delete = Deine Prompts und Bildlinks auf allen Servern löschen; du bestätigst es vorher
name-privacy-editing = bearbeitung
command-privacy-editing = Festlegen, ob andere deine Bilder mit Easel bearbeiten dürfen, auf allen Servern
optname-allowed = erlaubt
option-editing-allowed = Ob andere deine Bilder bearbeiten dürfen, wo ein Server das zulässt
editing-allowed-done = Andere dürfen deine Bilder bearbeiten, wo der Server das zulässt.
editing-refused-done = Deine Bilder kannst jetzt nur du mit Easel bearbeiten.
export-done = Alles, was über dich gespeichert ist: { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}. Lies zuerst die README.txt im Archiv.
export-left-out = { $count ->
    [one] Der älteste Eintrag passte
   *[other] Die ältesten { $count } Einträge passten
} nicht ins Upload-Limit von Discord. Den Rest bekommst du vom Betreiber.
export-direct = Die Datei ließ sich hier nicht anhängen; du findest sie in deinen Direktnachrichten.
export-readme =
    Alles, was Easel über dich gespeichert hat, von jedem Server, auf dem du es benutzt hast.
    Jede Datei ist eine JSON-Liste von Einträgen, die neuesten zuerst. Zeiten sind in UTC, IDs die von Discord.
    IDs anderer Personen sind weggelassen.
    generations    deine Anfragen: Prompts, Optionen, Bildlinks, Kosten
    ledger         alle Credit-Buchungen
    counters       dein Verbrauch pro Tag und deine übrigen Bonus-Credits
    erased_use     dein heutiger Verbrauch vor der letzten Löschung deiner Daten
    bot_state      wann die Inhaltsrichtlinien Prompts von dir vor der letzten Löschung blockiert haben und wann die Serverleitung davon erfuhr
    limits         Tageslimits, die dir die Serverleitung gesetzt hat
    blocks         Server, auf denen du gesperrt bist, und Sperren, die du verhängt hast
    audit          Änderungen der Serverleitung, die dich betreffen, und Änderungen von dir
    reports        Bilder, die du gemeldet hast
    member_defaults  deine Vorgaben
    reactions      deine 🔁-Reaktionen, auf die Easel reagiert hat
    edit_opt_outs  deine Entscheidung, dass andere deine Bilder nicht bearbeiten dürfen
    edit_consents  Bearbeitungen einzelner Bilder, die du am letzten Tag erlaubt hast oder die dir erlaubt wurden
export-readme-left = aus Platzmangel weggelassen:
refused-export-soon = Du hast deine Daten gerade erst heruntergeladen. Versuch es in einer Minute noch einmal.
refused-export-undelivered = Discord hat die Datei weder hier noch als Direktnachricht angenommen. Erlaube Direktnachrichten von diesem Server und versuch es noch einmal.
button-erase = Meine Daten löschen
erase-repeats = Wiederholungen deiner Bilder durch andere Mitglieder behalten ihre Bilder, verlieren aber deinen Prompt, sobald sie fertig sind.
erase-repeats-kept = Deine Prompts bleiben in den Wiederholungen deiner Bilder durch andere Mitglieder stehen.
erase-question =
    Alles löschen, was Easel über dich speichert, auf allen Servern? Das lässt sich nicht zurücknehmen.
    • **Gelöscht:** deine Prompts, Bildlinks, Vorgaben und Links zu deinen Beiträgen. Bonus-Credits gehen verloren.
    • **Behalten:** dein Credit-Verlauf ohne deinen Namen, Sperren und Limits der Serverleitung, deine Entscheidung zum Bearbeiten deiner Bilder, der heutige Verbrauch bis zum Ende des Tages und Blockierungen durch die Inhaltsrichtlinien für sechs Stunden.
    • **Wiederholungen:** { $repeats }
    • **Nicht betroffen:** Beiträge in Kanälen, die du selbst löschen kannst, und Backups des Betreibers, die später verschwinden.
    Willst du eine Kopie behalten, nutze zuerst `/privacy { name-privacy-export }`. Diese Bestätigung läuft { $until } ab.
erase-done = Erledigt: Aus { $count ->
    [one] { $count } Anfrage wurden
   *[other] { $count } Anfragen wurden
} deine Daten entfernt, und der Credit-Verlauf nennt dich nicht mehr. Beiträge in Kanälen löschst du selbst.
refused-erase-open = { $count ->
    [one] Eine deiner Anfragen ist
   *[other] { $count } deiner Anfragen sind
} noch in Arbeit. Warte, bis alles fertig ist, und versuch es dann noch einmal. Es wurde nichts gelöscht.
refused-erase-late = Diese Bestätigung ist abgelaufen. Nutze noch einmal `/privacy { name-privacy-delete }`. Es wurde nichts gelöscht.
refused-erase-not-yours = Das kann nur die Person bestätigen, die es gestartet hat. Es wurde nichts gelöscht.
