### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = Tus datos: llévatelos o haz que se borren
name-privacy-export = exportar
command-privacy-export = Todo lo que está guardado sobre ti, en todos los servidores, en un archivo
name-privacy-delete = borrar
command-privacy-delete = Borra aquí tus prompts e imágenes; antes pregunta una vez
export-done = Todo lo que está guardado sobre ti: { $count ->
    [one] { $count } registro
   *[other] { $count } registros
}. Empieza por el README.txt que contiene.
export-left-out = Por el límite de subida de Discord no cabían { $count ->
    [one] el registro más antiguo
   *[other] los { $count } registros más antiguos
}; el operador puede dártelos.
export-direct = Tus datos no se han podido adjuntar aquí; están en tus mensajes directos.
export-readme =
    Lo que Easel ha guardado sobre ti, en cada servidor donde lo has usado.
    Cada archivo es una lista de registros en JSON, primero los más recientes. Las horas están en UTC; los identificadores son los de Discord.
    Se omiten los identificadores de otras personas.

    generations    lo que has pedido dibujar: prompts, opciones, direcciones de las imágenes, coste
    ledger         cada movimiento de tus créditos
    counters       lo que has gastado cada día y los créditos extra que te quedan
    erased_use     lo que habías gastado hoy antes de la última vez que hiciste borrar tus datos
    bot_state      cuándo rechazó un prompt tuyo la política de contenido del modelo antes de la última vez que hiciste borrar tus datos, y cuándo lo supo la administración
    limits         límites diarios que te ha puesto la administración
    blocks         servidores donde no puedes dibujar y bloqueos que has hecho
    audit          cambios de la administración sobre ti y los que has hecho tú
    reports        imágenes que has denunciado
    member_defaults  lo que prefieres cuando no indicas nada
    reactions      tus reacciones de repetición ya atendidas
export-readme-left = omitidos por falta de espacio:
refused-export-soon = Acabas de recibir tus datos. Inténtalo de nuevo en un minuto.
refused-export-undelivered = Discord no ha aceptado el archivo ni aquí ni por mensaje directo. Permite los mensajes directos de este servidor e inténtalo de nuevo.
button-erase = Borrar mis datos
erase-question =
    ¿Borrar lo que Easel guarda sobre ti, en todos los servidores? No se puede deshacer.
    • Se eliminan tus prompts, las direcciones de tus imágenes, tus valores predeterminados y los enlaces a tus mensajes. Pierdes los créditos extra que te queden.
    • Lo que necesitan las cuentas (cuándo, cuántos créditos) se queda sin tu nombre.
    • Los bloqueos y límites que te ha puesto la administración se quedan, y lo que has gastado hoy cuenta hasta que acabe el día, y los rechazos de la política de contenido del modelo durante seis horas.
    • Los mensajes en los canales los borras tú; las copias de seguridad del operador olvidan más tarde.
    Si quieres una copia, usa antes `/privacy { name-privacy-export }`. Esta pregunta caduca { $until }.
erase-done = Hecho: { $count ->
    [one] se ha vaciado { $count } petición
   *[other] se han vaciado { $count } peticiones
}, y lo que queda para las cuentas ya no te nombra. Los mensajes en los canales los borras tú.
refused-erase-open = { $count ->
    [one] { $count } petición tuya aún se está
   *[other] { $count } peticiones tuyas aún se están
} dibujando. Espera a que termine y vuelve a pedirlo; no se ha borrado nada.
refused-erase-late = Esa pregunta es demasiado antigua. Usa otra vez `/privacy { name-privacy-delete }`; no se ha borrado nada.
refused-erase-not-yours = Solo puede confirmarlo quien lo pidió. No se ha borrado nada.
