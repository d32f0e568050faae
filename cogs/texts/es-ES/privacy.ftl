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
export-direct = Tus datos no se pudieron adjuntar aquí; están en tus mensajes directos.
export-readme =
    Lo que Easel ha guardado sobre ti, en cada servidor donde lo has usado.
    Cada archivo es una lista de registros en JSON, primero los más recientes. Las horas están en UTC; los identificadores son los de Discord.
    Se omiten los identificadores de otras personas.

    generations    lo que pediste dibujar: prompts, opciones, direcciones de las imágenes, coste
    ledger         cada movimiento de tus créditos
    counters       lo que usaste cada día y los créditos regalados que te quedan
    erased_use     lo que habías usado hoy antes de la última vez que hiciste borrar tus datos
    limits         límites diarios que te pusieron los administradores
    blocks         servidores donde no puedes dibujar y bloqueos que hiciste
    audit          cambios de administradores sobre ti y los que hiciste tú
    reports        imágenes que denunciaste
    member_defaults  lo que prefieres cuando no indicas nada
    reactions      tus reacciones de repetición ya atendidas
export-readme-left = omitidos por falta de espacio:
refused-export-soon = Acabas de recibir tus datos. Inténtalo de nuevo dentro de un minuto.
refused-export-undelivered = Discord no aceptó el archivo ni aquí ni por mensaje directo. Permite los mensajes directos de este servidor e inténtalo de nuevo.
button-erase = Borrar mis datos
erase-question =
    ¿Borrar lo que Easel guarda sobre ti, en todos los servidores? No se puede deshacer.
    • Se eliminan tus prompts, las direcciones de las imágenes, tus preferencias y los enlaces a tus publicaciones. Pierdes los créditos regalados que te queden.
    • Lo que necesitan las cuentas (cuándo, cuántos créditos) se queda sin tu nombre.
    • Los bloqueos y límites que te pusieron los administradores se quedan, y lo que has usado hoy cuenta hasta que acabe el día.
    • Las publicaciones en los canales las borras tú; las copias de seguridad del operador olvidan más tarde.
    Si quieres una copia, usa antes `/privacy { name-privacy-export }`. Esta pregunta vale hasta { $until }.
erase-done = Hecho: { $count ->
    [one] se vació { $count } petición
   *[other] se vaciaron { $count } peticiones
}, y lo que queda para las cuentas ya no te nombra. Las publicaciones en los canales las borras tú.
refused-erase-open = { $count ->
    [one] Una petición tuya aún se está
   *[other] { $count } peticiones tuyas aún se están
} dibujando. Espera a que termine y vuelve a pedirlo; no se ha borrado nada.
refused-erase-late = Esa pregunta es demasiado antigua. Usa otra vez `/privacy { name-privacy-delete }`; no se ha borrado nada.
refused-erase-not-yours = Solo puede confirmarlo quien lo pidió. No se ha borrado nada.
