### To the operator.

operator-fal-balance = fal rechaza la cuenta de este bot: se ha quedado sin saldo o está bloqueada. El dibujo está en pausa y todo se ha devuelto; de vez en cuando, una petición vuelve a probar. Recarga el saldo en fal.
operator-fal-credentials = fal rechaza la clave de este bot. El dibujo está en pausa y todo se ha devuelto; de vez en cuando, una petición vuelve a probar. Revisa FAL_KEY.
operator-fal-again = fal vuelve a aceptar peticiones. El dibujo continúa.
operator-ceiling = { $spent } de los { $ceiling } créditos de hoy están gastados o reservados (QUOTA_BOT_DAILY_CREDITS). Al llegar al tope, se rechazan las peticiones nuevas hasta que acabe el día.
