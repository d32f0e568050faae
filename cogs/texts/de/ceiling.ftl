### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = obergrenze
command-quota-admin-ceiling = Die meisten Credits für den ganzen Server am Tag und im Monat; ohne Angabe werden sie gezeigt
optname-ceiling-day = tag
option-ceiling-day = Credits am Tag für alle zusammen; 0 entfernt die Obergrenze
optname-ceiling-month = monat
option-ceiling-month = Credits im Kalendermonat für alle zusammen; 0 entfernt die Obergrenze
optname-ceiling-channel = kanal
option-ceiling-channel = Wo gewarnt wird, wenn das meiste und wenn alles verbraucht ist
ceiling-title = Was dieser Server verbrauchen darf
ceiling-day = Heute: { $spent } von { $ceiling } Credits
ceiling-day-none = Heute, ohne Obergrenze: { $spent } verbraucht
ceiling-month = Diesen Monat: { $spent } von { $ceiling } Credits
ceiling-month-none = Diesen Monat, ohne Obergrenze: { $spent } verbraucht
ceiling-channel = { $channel } erfährt einmal, wenn 80 % und einmal, wenn alles verbraucht ist.
ceiling-channel-none = Niemand wird gewarnt: Wähle dafür einen Kanal (`channel`).
ceiling-operator = Der Betreiber des Bots erlaubt jedem Server { $ceiling } Credits am Tag; die kleinere Zahl gilt.
ceiling-refused-channel = In { $channel } darf ich nicht schreiben: Erlaube mir dort „Kanal ansehen“ und „Nachrichten senden“ oder wähle einen anderen. Es wurde nichts geändert.
refused-ceiling-month = Dieser Server hat seine Credits für diesen Monat verbraucht. Neue gibt es { $renews }.
ceiling-notice-day-80 = Die meisten heutigen Credits dieses Servers sind verbraucht oder vorgemerkt: { $spent } von { $ceiling }. An der Obergrenze pausiert das Zeichnen bis morgen.
ceiling-notice-day-100 = Die heutigen Credits dieses Servers sind aufgebraucht: { $spent } von { $ceiling }. Ein etwaiger Rest reicht für die letzte Anfrage nicht. Weiter geht es morgen oder mit einer höheren Grenze durch `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Die meisten Credits dieses Servers für diesen Monat sind verbraucht oder vorgemerkt: { $spent } von { $ceiling }. An der Obergrenze pausiert das Zeichnen bis zum nächsten Monat.
ceiling-notice-month-100 = Die Credits dieses Servers für diesen Monat sind aufgebraucht: { $spent } von { $ceiling }. Ein etwaiger Rest reicht für die letzte Anfrage nicht. Weiter geht es nächsten Monat oder mit einer höheren Grenze durch `/quota-admin { name-quota-admin-ceiling }`.
