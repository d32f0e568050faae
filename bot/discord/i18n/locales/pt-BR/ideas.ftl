### /ideas. Prompts are not translated, because they contain the text in the picture.

name-ideas = ideias
command-ideas = Prompts prontos para você mudar e desenhar
ideas-title = Ideias de prompts
ideas-how = Escolha uma para abri-la em um formulário. A cobrança só acontece ao enviar.
ideas-choose = Escolha uma ideia…
ideas-facts = { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} · { $size } · { $quality }
ideas-gone = Essa ideia não está mais disponível. Use `/{ name-ideas }` para ver a lista atual.
ideas-none = Ainda não há ideias. Escreva seu próprio prompt com `/{ name-imagine }`.
idea-title-night-market = Mercado noturno na chuva
idea-shows-night-market = Muitas placas legíveis em uma cena movimentada
idea-title-jazz-poster = Pôster de festival de jazz
idea-shows-jazz-poster = Tipografia de pôster com hierarquia clara
idea-title-coffee-infographic = Como funciona o espresso
idea-shows-coffee-infographic = Um infográfico com notas numeradas
idea-title-perfume-shot = Perfume sobre basalto
idea-shows-perfume-shot = Uma foto de produto com rótulo impresso
idea-title-banking-app = App de celular, três telas
idea-shows-banking-app = Um protótipo de interface com conteúdo realista
idea-title-transit-map = Mapa de metrô de uma cidade inventada
idea-shows-transit-map = Um diagrama com muitos rótulos pequenos
idea-title-book-cover = Capa de um livro de bolso
idea-shows-book-cover = Título, autor e imagem em um só design
idea-title-chalkboard-menu = Cardápio na lousa
idea-shows-chalkboard-menu = Letras feitas à mão em vários estilos
idea-title-botanical-plate = Prancha botânica
idea-shows-botanical-plate = Ilustração científica refinada com legendas
idea-title-four-panel-comic = Uma tirinha em quatro quadros
idea-shows-four-panel-comic = O mesmo personagem e balões legíveis em cada quadro
idea-title-isometric-workshop = Oficina isométrica
idea-shows-isometric-workshop = Muitos detalhes bem organizados
idea-title-wide-landscape = Trem na montanha ao amanhecer
idea-shows-wide-landscape = Uma imagem ampla de cinema, sem nenhum texto
