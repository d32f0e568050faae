### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = obergrenze
command-quota-admin-ceiling = Wie viele Credits der ganze Server pro Tag und Monat verbrauchen darf; ohne Angabe nur zeigen
optname-ceiling-day = tag
option-ceiling-day = Credits pro Tag für alle zusammen; 0 hebt die Obergrenze auf
optname-ceiling-month = monat
option-ceiling-month = Credits pro Kalendermonat für alle zusammen; 0 hebt die Obergrenze auf
optname-ceiling-channel = kanal
option-ceiling-channel = Wo gewarnt wird, wenn das meiste und wenn alles verbraucht ist
ceiling-title = Was dieser Server verbrauchen darf
ceiling-day = Heute: { $spent } von { $ceiling } Credits
ceiling-day-none = Heute: { $spent } verbraucht, keine Obergrenze
ceiling-month = Diesen Monat: { $spent } von { $ceiling } Credits
ceiling-month-none = Diesen Monat: { $spent } verbraucht, keine Obergrenze
ceiling-channel = { $channel } bekommt je einen Hinweis, wenn 80 % und wenn alle Credits verbraucht sind.
ceiling-channel-none = Niemand wird gewarnt: Wähle dafür einen Kanal (`{ optname-ceiling-channel }`).
ceiling-operator = Der Betreiber des Bots erlaubt jedem Server { $ceiling } Credits pro Tag; die kleinere Zahl gilt.
ceiling-refused-channel = Easel darf in { $channel } nicht schreiben: Erlaube dort „Kanal ansehen“ und „Nachrichten senden“, oder wähle einen anderen Kanal. Es wurde nichts geändert.
refused-ceiling-month = Dieser Server hat seine Credits für diesen Monat aufgebraucht. Neue gibt es { $renews }.
ceiling-notice-day-80 = Die meisten Credits dieses Servers für heute sind verbraucht oder reserviert: { $spent } von { $ceiling }. Ist die Obergrenze erreicht, pausiert das Zeichnen bis morgen.
ceiling-notice-day-100 = Die Credits dieses Servers für heute sind aufgebraucht oder reichen für die letzte Anfrage nicht mehr: { $spent } von { $ceiling }. Weiter geht es morgen oder mit einer höheren Grenze: `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Die meisten Credits dieses Servers für diesen Monat sind verbraucht oder reserviert: { $spent } von { $ceiling }. Ist die Obergrenze erreicht, pausiert das Zeichnen bis zum nächsten Monat.
ceiling-notice-month-100 = Die Credits dieses Servers für diesen Monat sind aufgebraucht oder reichen für die letzte Anfrage nicht mehr: { $spent } von { $ceiling }. Weiter geht es nächsten Monat oder mit einer höheren Grenze: `/quota-admin { name-quota-admin-ceiling }`.
