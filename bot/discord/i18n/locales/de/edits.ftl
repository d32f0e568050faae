### Bearbeiten: Anfragen, die von Bildern ausgehen. Namen haben höchstens 32 Zeichen, Beschreibungen und Auswahltexte 100,
### Beschriftungen von Formularen 45.

name-edit = bearbeiten
command-edit = Bilder nach deiner Beschreibung ändern oder kombinieren
option-edit-prompt = Was sich ändern oder was aus den Bildern werden soll
optname-image = bild
option-image = Das Bild (PNG, JPEG, WebP oder GIF); es wird an den Bilddienst gesendet
optname-image2 = bild2
optname-image3 = bild3
optname-image4 = bild4
option-image-more = Ein weiteres Bild
menu-edit-picture = Bild bearbeiten
modal-start = Ausgehen von
modal-start-prompt = Nur vom Prompt
modal-start-same = Von denselben Bildern
modal-start-picture = Bild { $number }
modal-files = Weitere Bilder
modal-files-how = Gehen an den Bilddienst (fal), der sie nach { $hours } Std. löscht.
modal-drawing = Qualität und Anzahl der Bilder
modal-drawing-choice = { $quality }, { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
}
title-edit-picture = Dieses Bild bearbeiten
progress-uploading = { $count ->
    [one] Dein Bild wird an den Bilddienst gesendet …
   *[other] Deine Bilder werden an den Bilddienst gesendet …
}
result-made-from = Entstanden aus { $sources }
result-source-upload = { $count ->
    [one] einem angehängten Bild
   *[other] { $count } angehängten Bildern
}
result-source-picture = [Bild { $number }]({ $url })
result-source-picture-plain = Bild { $number } eines früheren Ergebnisses
result-source-message = [einem Bild in diesem Kanal]({ $url })
failed-fal-reference = Der Bilddienst konnte eines der Bilder nicht verwenden: Es ist vielleicht zu klein, zu groß oder nicht mehr verfügbar. Versuch es mit einem anderen Bild.
failed-reference-lost = Ein angehängtes Bild ging verloren, bevor es beim Bilddienst ankam. Bitte häng es noch einmal an.
refused-reference-count = { $limit ->
    [one] Dieses Modell nimmt { $limit } Bild
   *[other] Dieses Modell nimmt bis zu { $limit } Bilder
} als Vorlage. Es wurde nichts berechnet.
refused-reference-gone = Die Bilder, von denen das ausging, sind nicht mehr verfügbar. Häng sie mit `/{ name-edit }` noch einmal an. Es wurde nichts berechnet.
refused-edit-none = Es ist kein Modell aktiv, das Bilder bearbeiten kann. Frag den Betreiber.
refused-edit-no-picture = Diese Nachricht enthält kein Bild, das Easel bearbeiten kann.
refused-edit-expired = Deine Auswahl ist abgelaufen. Öffne das Menü der Nachricht noch einmal. Es wurde nichts berechnet.
refused-others-pictures = Du kannst deine eigenen Bilder und die von Easel bearbeiten, aber nicht die anderer.
refused-edit-opted-out = Die Person, der dieses Bild gehört, möchte nicht, dass andere es bearbeiten.
refused-edit-ask = Die Person, der das Bild gehört, muss erst zustimmen.
refused-consent-not-yours = Das kann nur die Person beantworten, der das Bild gehört.
consent-ask = { $owner }, darf { $who } [dein Bild]({ $url }) mit Easel bearbeiten? Es wird an den Bilddienst (fal) gesendet.
consent-given = { $owner } ist einverstanden. { $who }, öffne das Menü der Nachricht noch einmal und wähl innerhalb von 24 Stunden **{ menu-edit-picture }**.
consent-declined = { $owner } möchte nicht, dass dieses Bild bearbeitet wird.
button-allow-edit = Erlauben
button-decline-edit = Nein, danke
