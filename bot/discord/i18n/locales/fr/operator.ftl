### To the operator.

operator-fal-balance = fal refuse le compte de ce bot : son solde est épuisé ou il est bloqué. Le dessin est en pause et tout est remboursé ; de temps en temps, une demande fait un nouvel essai. Recharge le compte chez fal.
operator-fal-credentials = fal refuse la clé de ce bot. Le dessin est en pause et tout est remboursé ; de temps en temps, une demande fait un nouvel essai. Vérifie FAL_KEY.
operator-fal-again = fal accepte de nouveau les demandes. Le dessin reprend.
operator-ceiling = { $spent } des { $ceiling } crédits du jour sont dépensés ou réservés (QUOTA_BOT_DAILY_CREDITS). Une fois le plafond atteint, les nouvelles demandes sont refusées jusqu’à la fin de la journée.
