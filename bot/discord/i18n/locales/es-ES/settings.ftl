### /settings.

name-settings = ajustes
command-settings = Decide dónde, quién y cómo se dibuja en este servidor
settings-title = Ajustes de este servidor
settings-intro = Cada cambio se aplica al momento y queda registrado. Donde no se elige nada, no hay restricción.
settings-section-overview = Todo de un vistazo
settings-section-places = Dónde y quién
settings-section-repeats = Quién puede volver a dibujar un resultado
settings-section-choices = Tamaños, calidades y cantidad
settings-section-look = Spoilers e idioma
settings-section-safety = Seguridad y palabras rechazadas
settings-section-notices = Canal de registro
settings-name-channels = Canales donde se puede dibujar (con sus hilos)
settings-name-roles = Roles que pueden dibujar
settings-name-repeat-by = Quién puede volver a dibujar resultados ajenos
settings-name-repeat-roles = Roles para ello
settings-name-sizes = Tamaños
settings-name-qualities = Calidades
settings-name-largest-count = Máximo de imágenes a la vez
settings-name-spoiler = Ocultar las imágenes como spoiler hasta que se pulsen
settings-name-spoiler-channels = Canales donde las imágenes siempre se ocultan
settings-name-language = Idioma de los mensajes públicos
settings-name-safety-tolerance = Tolerancia de seguridad
settings-name-refused-words = Palabras rechazadas
settings-name-log-channel = Canal de denuncias y avisos
settings-why-server = decidido aquí
settings-why-operator = ajuste del operador
settings-why-model = propio del modelo
settings-why-nobody = no decidido aquí
settings-value-everywhere = En todas partes
settings-value-everyone = Todo el mundo
settings-value-none = Ninguno
settings-value-all = Todo lo que ofrece el modelo
settings-value-requester = Solo quien lo pidió
settings-value-anyone = Cualquiera, con su propia cuota
settings-value-roles = Quien lo pidió y los roles de abajo
settings-value-no-roles = Los roles de abajo, pero no hay ninguno elegido: solo quien lo pidió
settings-value-covered = Ocultas en todas partes
settings-value-uncovered = Sin ocultar
settings-value-own-language = El de cada miembro
settings-value-count = { $most ->
    [one] { $most } imagen como máximo
   *[other] { $most } imágenes como máximo
}
settings-value-tolerance = { $tolerance } (1 es lo más estricto, 6 lo más permisivo)
settings-value-no-tolerance = Este modelo no tiene ese ajuste
settings-value-words = { $words ->
    [0] Ninguna
    [one] { $words } palabra
   *[other] { $words } palabras
}
settings-value-gone-channel = un canal eliminado
settings-value-gone-role = un rol eliminado
settings-option-operator = Como el operador: { $value }
placeholder-settings-channels = Elegir canales
placeholder-settings-roles = Elegir roles
button-settings-words = Editar las palabras
button-settings-clear = Borrar lo elegido
title-settings-words = Palabras rechazadas
label-settings-words = Palabras, una por línea
settings-words-how = Hasta { $most } palabras de { $longest } caracteres. Mayúsculas, acentos y ocultos no cambian nada.
settings-words-limit = Es demasiado: se pueden rechazar { $most } palabras de { $longest } caracteres como máximo. No se ha cambiado nada.
settings-outdated = Esa opción ya no se ofrece. Abre `/{ name-settings }` de nuevo. No se ha cambiado nada.
