### /about.

name-about = acerca-de
command-about = Qué es Easel, qué guarda sobre ti y por dónde empezar
about-what = **Easel** { $version } dibuja imágenes a partir de descripciones, con { $model } en fal; tus prompts se envían allí.
about-stored = Se guarda: lo que pides y dónde, las direcciones de las imágenes, los créditos y sus movimientos, tus valores predeterminados, denuncias y reacciones de repetición, y lo que la administración decide sobre ti.
about-seen = Quién ve qué: las imágenes y los prompts publicados, todo el canal. Quien gestiona un servidor puede buscar una petición por su ID; de una privada que no se ha compartido ni denunciado ve quién la pidió, cuándo, cuánto costó y cómo acabó, pero no el prompt. El operador tiene la base de datos.
about-kept = Los prompts y las peticiones terminadas se eliminan después de { $days ->
    [one] { $days } día
   *[other] { $days } días
}; los movimientos de créditos se quedan.
about-kept-always = El operador no ha fijado un plazo para eliminar las peticiones terminadas.
about-rights = `/privacy { name-privacy-export }` te da todo lo que está guardado sobre ti; `/privacy { name-privacy-delete }` lo borra. Los mensajes en los canales los borras tú.
about-start = Empieza con `/{ name-imagine }` o `/{ name-ideas }`; `/{ name-quota }` muestra tus créditos. La guía es `docs/guide.md`, entre los archivos de Easel. Si tienes preguntas sobre este bot, habla con la administración del servidor: sabe quién lo gestiona.
