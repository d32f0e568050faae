### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = Annuler
cancel-done = Annulé. Rien n’a été facturé.
cancel-already = C’était déjà annulé. Rien n’a été facturé.
cancel-asked = fal a reçu la demande d’arrêt, mais a peut-être déjà commencé à dessiner. S’il s’arrête, rien n’est facturé ; s’il termine quand même, les images sont publiées et facturées comme d’habitude.
cancel-noted = C’est noté : ce sera annulé dès que fal sera joignable. Le message de progression dira comment ça s’est terminé.
cancel-too-late = Trop tard pour annuler : les images sont déjà dessinées, elles seront publiées et facturées comme d’habitude.
cancel-ended = C’est déjà terminé, sans images. Rien n’a été facturé.
refused-cancel-not-yours = Seule la personne qui a fait cette demande, ou quelqu’un qui a « Gérer les messages », peut l’annuler.
failed-cancelled = La demande a été annulée.
failed-cancelled-moderator = Un modérateur (<@{ $by }>) a annulé cette demande.
result-not-cancelled = Il était trop tard pour annuler : fal a dessiné quand même.
