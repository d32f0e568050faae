### Alerts to the operator.

operator-fal-balance = fal refuse le compte de ce bot : son solde est épuisé ou il est bloqué. Easel est en pause et les demandes concernées ont été remboursées ; de temps en temps, une demande sert de nouvel essai. Recharge le compte chez fal.
operator-fal-credentials = fal refuse la clé de ce bot. Easel est en pause et les demandes concernées ont été remboursées ; de temps en temps, une demande sert de nouvel essai. Vérifie FAL_KEY.
operator-fal-again = fal accepte de nouveau les demandes. Easel a repris.
operator-cap = { $spent } des { $cap } crédits du jour sont dépensés ou réservés (QUOTA_BOT_DAILY_CREDITS). Une fois le plafond atteint, les nouvelles demandes sont refusées jusqu’à la fin de la journée.
