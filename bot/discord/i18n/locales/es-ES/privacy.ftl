### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = Exporta o borra tus datos
name-privacy-export = exportar
command-privacy-export = Descarga en un archivo todo lo guardado sobre ti, de todos los servidores
name-privacy-delete = borrar
command-privacy-delete = Borra tus prompts y enlaces a imágenes en todos los servidores; primero lo confirmas
name-privacy-editing = ediciones
command-privacy-editing = Elegir si otras personas pueden editar tus imágenes con Easel, en todos los servidores
optname-allowed = permitidas
option-editing-allowed = Si otras personas pueden editar tus imágenes donde un servidor lo permita
editing-allowed-done = Otras personas pueden editar tus imágenes donde el servidor lo permita.
editing-refused-done = Ahora solo tú puedes editar tus imágenes con Easel.
export-done = Todo lo guardado sobre ti: { $count ->
    [one] { $count } registro
   *[other] { $count } registros
}. Empieza por el README.txt del archivo.
export-left-out = { $count ->
    [one] El registro más antiguo no cabía
   *[other] Los { $count } registros más antiguos no cabían
} en el límite de subida de Discord. Pide el resto al operador.
export-direct = El archivo no se ha podido adjuntar aquí; está en tus mensajes directos.
export-readme =
    Todo lo que Easel ha guardado sobre ti, en cada servidor donde lo has usado.
    Cada archivo es una lista de registros en JSON, primero los más recientes. Las horas están en UTC; los ID son los de Discord.
    Se omiten los ID de otras personas.
    generations    tus peticiones: prompts, opciones, enlaces a imágenes, coste
    ledger         todos los movimientos de créditos
    counters       tu gasto por día y los créditos extra que te quedan
    erased_use     tu gasto de hoy antes de la última vez que borraste tus datos
    bot_state      cuándo bloqueó tus prompts la política de contenido antes de la última vez que borraste tus datos, y cuándo se avisó a la administración
    limits         límites diarios que te ha puesto la administración
    blocks         servidores donde tienes un bloqueo y bloqueos que has hecho
    audit          cambios de la administración sobre ti y los que has hecho tú
    reports        imágenes que has denunciado
    member_defaults  tus preferencias
    reactions      tus reacciones 🔁 que Easel ha procesado
    edit_opt_outs  tu decisión de que otras personas no editen tus imágenes
    edit_consents  ediciones de imágenes concretas que permitiste, o te permitieron, en el último día
export-readme-left = omitidos por falta de espacio:
refused-export-soon = Acabas de descargar tus datos. Inténtalo de nuevo en un minuto.
refused-export-undelivered = Discord no ha aceptado el archivo ni aquí ni por mensaje directo. Permite los mensajes directos de este servidor e inténtalo de nuevo.
button-erase = Borrar mis datos
erase-repeats = las repeticiones de tus imágenes hechas por otras personas conservan sus imágenes, pero pierden tu prompt cuando terminan.
erase-repeats-kept = tus prompts permanecen en las repeticiones de tus imágenes hechas por otras personas.
erase-question =
    ¿Borrar lo que Easel guarda sobre ti, en todos los servidores? No se puede deshacer.
    • **Se borra:** tus prompts, enlaces a imágenes, preferencias y enlaces a tus mensajes. Los créditos extra se pierden.
    • **Se conserva:** tu historial de créditos sin tu nombre, los bloqueos y límites de la administración, tu decisión sobre la edición de tus imágenes, el gasto de hoy hasta que acabe el día y los bloqueos por la política de contenido durante seis horas.
    • **Repeticiones:** { $repeats }
    • **No se ve afectado:** los mensajes de los canales, que puedes borrar tú, y las copias de seguridad del operador, que se eliminan más tarde.
    Si quieres una copia, usa antes `/privacy { name-privacy-export }`. Esta confirmación caduca { $until }.
erase-done = Hecho: se han borrado tus datos de { $count ->
    [one] { $count } petición
   *[other] { $count } peticiones
}, y el historial de créditos ya no te nombra. Los mensajes de los canales debes borrarlos tú.
refused-erase-open = { $count ->
    [one] Una de tus peticiones sigue
   *[other] { $count } de tus peticiones siguen
} en curso. Espera a que termine todo e inténtalo de nuevo. No se ha borrado nada.
refused-erase-late = Esa confirmación ha caducado. Usa otra vez `/privacy { name-privacy-delete }`. No se ha borrado nada.
refused-erase-not-yours = Solo puede confirmarlo quien lo inició. No se ha borrado nada.
