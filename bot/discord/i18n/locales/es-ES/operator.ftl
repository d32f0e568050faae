### Alerts to the operator.

operator-fal-balance = fal rechaza la cuenta de este bot y dice: { $words } Easel está en pausa y se han devuelto los créditos de las peticiones afectadas; de vez en cuando se prueba con una petición. Si se ha agotado el saldo, recárgalo en fal; para lo demás, contacta con el soporte de fal.
operator-fal-credentials = fal rechaza la clave de este bot y dice: { $words } Easel está en pausa y se han devuelto los créditos de las peticiones afectadas; de vez en cuando se prueba con una petición. Revisa FAL_KEY.
operator-fal-outage = Las últimas { $count } peticiones han fallado en fal de la misma manera: { $what }. Easel está en pausa y se han devuelto los créditos de las peticiones afectadas; de vez en cuando se prueba con una petición. Si el mensaje nombra un parámetro, revisa FAL_MODEL y el archivo del modelo.
operator-fal-again = fal vuelve a aceptar peticiones. Easel se ha reanudado.
operator-result-hosts = No se pueden descargar los archivos de resultados: { $what }. Easel está en pausa para que no pagues imágenes que luego se rechazarían. Desactiva las direcciones ficticias del túnel o del servidor DNS para este host, o declara su rango en RESULT_NETWORKS.
operator-cap = { $spent } de los { $cap } créditos de hoy están gastados o reservados (QUOTA_BOT_DAILY_CREDITS). Al llegar al tope, se rechazan las peticiones nuevas hasta que acabe el día.
operator-server-cap = Easel está ahora en varios servidores. Cada uno puede gastar hasta { $cap } créditos al día, una quinta parte de QUOTA_BOT_DAILY_CREDITS. Para elegir otro límite, configura QUOTA_SERVER_DAILY_CREDITS; para impedir el acceso a otros servidores, ALLOWED_GUILD_IDS.
operator-second-process = Otro proceso con el token de este bot respondió a una interacción, así que este no hizo nada. Ejecuta una sola copia de Easel, o una por cada conjunto de SHARD_IDS: detén la otra y restablece el token si no la conoces.
operator-size = { $model } ha devuelto { $drawn } en lugar de { $requested } (formato de solicitud: { $form }). Easel cobra el precio más bajo. Ejecuta easel doctor para comparar el modelo con su esquema publicado.
