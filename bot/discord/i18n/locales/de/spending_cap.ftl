### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = obergrenze
command-quota-admin-ceiling = Ausgabenobergrenzen für den ganzen Server festlegen; ohne Angabe nur anzeigen
optname-spending-cap-day = tag
option-spending-cap-day = Credits pro Tag für den ganzen Server; 0 hebt die Obergrenze auf
optname-spending-cap-month = monat
option-spending-cap-month = Credits pro Kalendermonat für den ganzen Server; 0 hebt die Obergrenze auf
optname-spending-cap-channel = kanal
option-spending-cap-channel = Kanal für Warnungen bei 80 % und 100 %
spending-cap-title = Ausgabenobergrenzen dieses Servers
spending-cap-day = Heute: { $spent } von { $cap } Credits
spending-cap-day-none = Heute: { $spent } verbraucht, keine Obergrenze
spending-cap-month = Diesen Monat: { $spent } von { $cap } Credits
spending-cap-month-none = Diesen Monat: { $spent } verbraucht, keine Obergrenze
spending-cap-channel = Warnungen bei 80 % und 100 % gehen an { $channel }.
spending-cap-channel-none = Es werden keine Warnungen gesendet. Wähle dafür einen Kanal (`{ optname-spending-cap-channel }`).
spending-cap-operator = Der Betreiber des Bots begrenzt jeden Server auf { $cap } Credits pro Tag. Die niedrigere Obergrenze gilt.
spending-cap-refused-channel = Easel darf in { $channel } nicht schreiben. Erlaube dort „Kanal ansehen“ und „Nachrichten senden“ oder wähle einen anderen Kanal. Es wurde nichts geändert.
refused-cap-month = Dieser Server hat seine Credits für diesen Monat aufgebraucht. Neue gibt es { $renews }.
spending-cap-notice-day-80 = Dieser Server hat { $spent } seiner { $cap } Credits für heute verbraucht oder reserviert. Bei Erreichen der Obergrenze pausiert Easel bis morgen.
spending-cap-notice-day-100 = Dieser Server hat seine Obergrenze für heute erreicht, oder die Credits reichen für die letzte Anfrage nicht mehr: { $spent } von { $cap } verbraucht. Weiter geht es morgen oder sobald du die Obergrenze mit `/quota-admin { name-quota-admin-ceiling }` anhebst.
spending-cap-notice-month-80 = Dieser Server hat { $spent } seiner { $cap } Credits für diesen Monat verbraucht oder reserviert. Bei Erreichen der Obergrenze pausiert Easel bis zum nächsten Monat.
spending-cap-notice-month-100 = Dieser Server hat seine Obergrenze für diesen Monat erreicht, oder die Credits reichen für die letzte Anfrage nicht mehr: { $spent } von { $cap } verbraucht. Weiter geht es nächsten Monat oder sobald du die Obergrenze mit `/quota-admin { name-quota-admin-ceiling }` anhebst.
