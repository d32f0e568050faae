### Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = Todavía no hay nada que dibujar: escribe unas palabras en el prompt.
refused-prompt-long = Ese prompt tiene { $length } caracteres y el máximo es { $limit }. Acórtalo e inténtalo de nuevo.
refused-option = Esa no es una de las opciones de { $option }. Elige una de la lista.
refused-blocked = La administración de este servidor ha desactivado el dibujo para ti. Habla con ella, por favor.
refused-quota = Esto cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} y tu saldo es de { $left }. Tu cuota se renueva { $renews }. Un tamaño menor, una calidad más baja o menos imágenes cuestan menos.
refused-ceiling-server = Este servidor ha gastado sus créditos de hoy. Se renuevan { $renews }.
refused-ceiling-bot = El bot ha gastado sus créditos de hoy. Se renuevan { $renews }.
refused-line-full = La cola está llena: { $waiting ->
    [one] hay { $waiting } petición
   *[other] hay { $waiting } peticiones
} en espera. Inténtalo de nuevo en un minuto.
refused-line-full-own = Ya tienes { $waiting ->
    [one] { $waiting } petición
   *[other] { $waiting } peticiones
} en espera. Deja que termine una primero.
refused-not-yours = Solo quien pidió esa imagen puede volver a dibujarla aquí. Usa `/{ name-imagine }` para tener una propia.
refused-already-running = Tu repetición de esa imagen todavía se está dibujando.
refused-closing = Easel se está reiniciando y no admite peticiones nuevas por un momento. Inténtalo de nuevo en un minuto.
refused-server = Este servidor no está en la lista del operador, así que aquí el dibujo está desactivado.
refused-fal-balance = El dibujo está en pausa: la cuenta del bot en fal se ha quedado sin saldo. Se ha avisado al operador.
refused-fal-credentials = El dibujo está en pausa: fal no acepta la clave de este bot. Se ha avisado al operador.
refused-outside = Esto solo funciona en un servidor, porque las cuotas pertenecen a los servidores.
refused-not-admin = Para esto necesitas el permiso «Gestionar servidor». No se ha cambiado nada.
refused-amount = { $amount } no es posible: elige un número del 1 al { $limit }. No se ha cambiado nada.
refused-grant-total = El miembro ya tiene { $has ->
    [one] { $has } crédito extra
   *[other] { $has } créditos extra
} y el máximo es { $limit }. No se ha cambiado nada.
refused-bot-target = Los bots no dibujan, así que no tienen cuota. No se ha cambiado nada.
refused-target = Eso no es un miembro ni un rol de este servidor. No se ha cambiado nada.
refused-outdated = Este comando ha cambiado. Reinicia Discord o inténtalo de nuevo en un minuto.
refused-gone = Esa imagen es demasiado antigua: Easel ya no conserva su petición.
error-unexpected = Algo ha fallado por nuestra parte; no se ha cobrado nada. Si vuelve a pasar, dale este identificador al operador: { $id }.
