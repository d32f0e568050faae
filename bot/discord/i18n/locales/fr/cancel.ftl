### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = Annuler
cancel-done = Annulé. Rien n’a été débité.
cancel-already = C’était déjà annulé. Rien n’a été débité.
cancel-asked = fal a reçu la demande d’arrêt, mais a peut-être déjà commencé à dessiner. S’il s’arrête, rien n’est débité ; s’il termine quand même, les images sont publiées et débitées comme d’habitude.
cancel-noted = C’est noté : la demande sera annulée dès que fal sera joignable. Le message de progression dira comment elle s’est terminée.
cancel-too-late = Trop tard pour annuler : les images sont déjà dessinées, elles seront publiées et débitées comme d’habitude.
cancel-ended = C’est déjà terminé, sans images. Rien n’a été débité.
refused-cancel-not-yours = Seule la personne qui a fait cette demande, ou quelqu’un qui a la permission « Gérer les messages », peut l’annuler.
failed-cancelled = La demande a été annulée.
failed-cancelled-moderator = La modération (<@{ $by }>) a annulé cette demande.
result-not-cancelled = Il était trop tard pour annuler : fal a dessiné quand même.
progress-cancelling = Annulation en cours… On demande à fal d’arrêter. S’il termine avant, les images sont publiées comme d’habitude.
