### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = obergrenze
command-quota-admin-ceiling = Ausgabenobergrenzen für den ganzen Server festlegen; ohne Angabe nur anzeigen
optname-ceiling-day = tag
option-ceiling-day = Credits pro Tag für den ganzen Server; 0 hebt die Obergrenze auf
optname-ceiling-month = monat
option-ceiling-month = Credits pro Kalendermonat für den ganzen Server; 0 hebt die Obergrenze auf
optname-ceiling-channel = kanal
option-ceiling-channel = Kanal für Warnungen bei 80 % und 100 %
ceiling-title = Ausgabenobergrenzen dieses Servers
ceiling-day = Heute: { $spent } von { $ceiling } Credits
ceiling-day-none = Heute: { $spent } verbraucht, keine Obergrenze
ceiling-month = Diesen Monat: { $spent } von { $ceiling } Credits
ceiling-month-none = Diesen Monat: { $spent } verbraucht, keine Obergrenze
ceiling-channel = Warnungen bei 80 % und 100 % gehen an { $channel }.
ceiling-channel-none = Es werden keine Warnungen gesendet. Wähle dafür einen Kanal (`{ optname-ceiling-channel }`).
ceiling-operator = Der Betreiber des Bots begrenzt jeden Server auf { $ceiling } Credits pro Tag. Die niedrigere Obergrenze gilt.
ceiling-refused-channel = Easel darf in { $channel } nicht schreiben. Erlaube dort „Kanal ansehen“ und „Nachrichten senden“ oder wähle einen anderen Kanal. Es wurde nichts geändert.
refused-ceiling-month = Dieser Server hat seine Credits für diesen Monat aufgebraucht. Neue gibt es { $renews }.
ceiling-notice-day-80 = Dieser Server hat { $spent } seiner { $ceiling } Credits für heute verbraucht oder reserviert. Bei Erreichen der Obergrenze pausiert Easel bis morgen.
ceiling-notice-day-100 = Dieser Server hat seine Obergrenze für heute erreicht, oder die Credits reichen für die letzte Anfrage nicht mehr: { $spent } von { $ceiling } verbraucht. Weiter geht es morgen oder sobald du die Obergrenze mit `/quota-admin { name-quota-admin-ceiling }` anhebst.
ceiling-notice-month-80 = Dieser Server hat { $spent } seiner { $ceiling } Credits für diesen Monat verbraucht oder reserviert. Bei Erreichen der Obergrenze pausiert Easel bis zum nächsten Monat.
ceiling-notice-month-100 = Dieser Server hat seine Obergrenze für diesen Monat erreicht, oder die Credits reichen für die letzte Anfrage nicht mehr: { $spent } von { $ceiling } verbraucht. Weiter geht es nächsten Monat oder sobald du die Obergrenze mit `/quota-admin { name-quota-admin-ceiling }` anhebst.
