### Cancellation: the button, its answers and the final message.

button-cancel = Annuler
cancel-done = Demande annulée. Rien n’a été débité.
cancel-already = Cette demande était déjà annulée. Rien n’a été débité.
cancel-asked = Annulation… S’il est déjà trop tard, tu recevras les images et elles seront débitées comme d’habitude. Sinon, rien ne sera débité.
cancel-noted = C’est noté. Easel annulera la demande dès que le service d’images sera joignable. Le message de progression indiquera le résultat.
cancel-too-late = Trop tard pour annuler : les images sont déjà prêtes. Elles seront publiées et débitées comme d’habitude.
cancel-ended = Cette demande est déjà terminée, sans image. Rien n’a été débité.
refused-cancel-not-yours = Seule la personne qui a fait cette demande, ou quelqu’un qui a la permission « Gérer les messages », peut l’annuler.
failed-cancelled = Ta demande a été annulée.
failed-cancelled-moderator = La modération (<@{ $by }>) a annulé ta demande.
result-not-cancelled = Il était trop tard pour annuler cette demande.
progress-cancelling = Annulation… Si les images sont prêtes avant, elles seront publiées comme d’habitude.
