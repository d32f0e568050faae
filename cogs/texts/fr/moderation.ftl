### Moderation: timed blocks, slowing down, reports.

optname-hours = heures
option-hours = Pour combien d’heures ; laisse vide pour bloquer sans limite
refused-blocked-until = L’administration de ce serveur a désactivé le dessin pour toi jusqu’à { $until }.
quota-blocked-until = L’administration a bloqué le dessin pour ce membre jusqu’à { $until }.
admin-blocked-until = { $who } ne peut plus dessiner sur ce serveur jusqu’à { $until }.
refused-slowed = La politique de contenu du modèle a refusé { $count } de tes prompts récemment : tu pourras redemander { $until }. Rien n’a été facturé. Reformule alors, sans ce qu’elle refuse.
