### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = Tu prompt está vacío. Escribe unas palabras sobre lo que quieres dibujar.
refused-prompt-long = Tu prompt tiene { $length } caracteres y el máximo es { $limit }. Acórtalo e inténtalo de nuevo.
refused-option = Eso no está entre las opciones de { $option }. Elige una de la lista.
refused-size = { $model } no tiene ese tamaño. Los más parecidos: { $sizes }.
refused-quality = { $model } no tiene esa calidad. Calidades disponibles: { $qualities }.
refused-count = { $model } no puede crear tantas imágenes a la vez. Cantidades disponibles: { $counts }.
refused-blocked = No puedes usar Easel en este servidor. Si crees que es un error, habla con la administración.
refused-cap-server = Este servidor ha agotado sus créditos de hoy. Se renuevan { $renews }.
refused-cap-server-operator = Este servidor ha agotado los créditos que puede gastar cada día. Se renuevan { $renews }. El límite lo fija el operador del bot.
refused-cap-bot = Easel ha agotado sus créditos de hoy. Se renuevan { $renews }.
refused-line-full = La cola está llena: hay { $waiting ->
    [one] { $waiting } petición
   *[other] { $waiting } peticiones
} en espera. Inténtalo de nuevo en un minuto.
refused-line-full-own = Ya tienes { $waiting ->
    [one] { $waiting } petición
   *[other] { $waiting } peticiones
} en espera. Deja que termine una primero.
refused-line-full-server = Este servidor ya tiene { $waiting ->
    [one] { $waiting } petición
   *[other] { $waiting } peticiones
} en espera, toda su parte de la cola. Inténtalo de nuevo en un minuto.
refused-line-reserved = La cola está casi llena y los últimos puestos son para quienes no tienen nada en espera. Tienes { $waiting ->
    [one] { $waiting } petición
   *[other] { $waiting } peticiones
} en espera: deja que termine una primero.
refused-not-yours = Solo quien pidió esta imagen puede repetirla. Para hacer tu propia versión, pulsa **{ button-more }** debajo de ella y luego **{ button-start }**.
refused-already-running = Ya estás repitiendo esta imagen. Espera a que termine.
refused-repeat-closed = Easel no puede publicar en ese canal, así que no se ha dibujado nada. Pide a la administración que le dé ahí «Ver canal», «Enviar mensajes» y «Adjuntar archivos». No se te ha cobrado nada.
refused-closing = Easel se está reiniciando. Inténtalo de nuevo en un minuto.
refused-server = Easel no está habilitado en este servidor. El operador del bot decide qué servidores pueden usarlo.
refused-fal-balance = Easel está en pausa: el servicio de imágenes rechaza su cuenta. Ya se ha avisado al operador.
refused-fal-credentials = Easel está en pausa: el servicio de imágenes ha rechazado su clave. Ya se ha avisado al operador.
refused-fal-outage = Easel está en pausa: en el servicio de imágenes fallan todas las peticiones. Ya se ha avisado al operador.
refused-outside = Esto solo funciona en un servidor, no en mensajes directos.
refused-not-admin = Para eso necesitas el permiso «Gestionar servidor». No se ha cambiado nada.
refused-amount = { $amount } no es válido. Elige un número del 1 al { $limit }. No se ha cambiado nada.
refused-grant-total = Este miembro ya tiene { $has ->
    [one] { $has } crédito extra
   *[other] { $has } créditos extra
}; el máximo es { $limit }. No se ha cambiado nada.
refused-bot-target = Los bots no tienen créditos. No se ha cambiado nada.
refused-target = Eso no es un miembro ni un rol de este servidor. No se ha cambiado nada.
refused-outdated = Este comando ha cambiado. Reinicia Discord o inténtalo de nuevo en un minuto.
refused-gone = Esta imagen es demasiado antigua: Easel ya no conserva la petición.
refused-database = La base de datos de Easel no responde ahora mismo. No se te ha cobrado nada; inténtalo de nuevo en un minuto.
refused-database-unknown = La conexión con la base de datos se ha cortado mientras se guardaba tu petición. Si se ha guardado, el resultado llegará igualmente; espera unos minutos antes de volver a intentarlo.
error-unexpected = Ha habido un problema por nuestra parte. No se te ha cobrado nada. Si vuelve a pasar, dale este ID al operador: { $id }.
