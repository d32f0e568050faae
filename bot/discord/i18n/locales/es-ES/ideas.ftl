### /ideas. Prompts are not translated, because they contain the text in the picture.

name-ideas = ideas
command-ideas = Prompts listos para cambiarlos y dibujarlos
ideas-title = Ideas de prompts
ideas-how = Elige una para abrirla en un formulario. Solo se cobra al enviarlo.
ideas-choose = Elige una idea…
ideas-facts = { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} · { $size } · { $quality }
ideas-gone = Esa idea ya no está disponible. Usa `/{ name-ideas }` para ver la lista actual.
ideas-none = Todavía no hay ideas. Escribe tu propio prompt con `/{ name-imagine }`.
idea-title-night-market = Mercado nocturno bajo la lluvia
idea-shows-night-market = Muchos letreros legibles en una escena animada
idea-title-jazz-poster = Cartel de un festival de jazz
idea-shows-jazz-poster = Tipografía de cartel con una jerarquía clara
idea-title-coffee-infographic = Cómo funciona un espresso
idea-shows-coffee-infographic = Una infografía con notas numeradas
idea-title-perfume-shot = Perfume sobre basalto
idea-shows-perfume-shot = Una foto de producto con etiqueta impresa
idea-title-banking-app = App móvil, tres pantallas
idea-shows-banking-app = Una maqueta de interfaz con contenido realista
idea-title-transit-map = Plano de metro de una ciudad inventada
idea-shows-transit-map = Un diagrama con muchos rótulos pequeños
idea-title-book-cover = Cubierta de una novela de bolsillo
idea-shows-book-cover = Título, autor e imagen en un solo diseño
idea-title-chalkboard-menu = Menú en pizarra
idea-shows-chalkboard-menu = Rotulación a mano en varios estilos
idea-title-botanical-plate = Lámina botánica
idea-shows-botanical-plate = Ilustración científica fina con leyendas
idea-title-four-panel-comic = Un cómic en cuatro viñetas
idea-shows-four-panel-comic = El mismo personaje y bocadillos legibles en cada viñeta
idea-title-isometric-workshop = Taller isométrico
idea-shows-isometric-workshop = Mucho detalle, bien ordenado
idea-title-wide-landscape = Tren de montaña al amanecer
idea-shows-wide-landscape = Una imagen ancha de cine, sin ningún texto
