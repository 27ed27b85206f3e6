"""Portuguese words whose vowels no rule tells."""

from .word import listed

EXCEPTIONS: dict[str, str] = dict(
    pair.split(":")
    for pair in listed(
        """
        que:kˈy o:ʊ os:ʊs e:i a:a as:as do:dʊ dos:dʊs da:dæ das:das no:nʊ nos:nʊs na:næ nas:nas ao:aʊ
        aos:aʊs de:ʤˈy me:mˈy te:ʧˈy se:sˈy lhe:ljˈy lhes:ljˈys um:ˈũŋ uns:ˈũŋs uma:ˈumæ muito:mwˈiŋtʊ
        muita:mwˈiŋtæ muitos:mwˈiŋtʊs muitas:mwˈiŋtæs por:por para:pˈaɾæ pra:prˈa pro:prʊ com:kˈoŋ
        sem:sˈAŋ em:Aŋ mas:mˈas eu:ˈeʊ táxi:tˈaksi fixo:fˈiksʊ fixa:fˈiksæ sexo:sˈɛksʊ próximo:prˈɔsimʊ
        próxima:prˈɔsimæ próximos:prˈɔsimʊs máximo:mˈasimʊ trouxe:trˈowsy trouxeram:trowsˈɛɾɐ̃ʊ̃
        trouxer:trowsˈɛr trouxesse:trowsˈɛsy auxílio:aʊsˈiljʊ sintaxe:siŋtˈasy tóxico:tˈɔksikʊ
        anexo:anˈɛksʊ reflexo:xeflˈɛksʊ complexo:komplˈɛksʊ oxigênio:oksiʒˈenjʊ show:ʃˈow whisky:wˈiski
        mia:mˈiæ bacon:bˈAkoŋ
        """
    )
)

OPEN = (
    frozenset(
        listed(
            """
            quero espero levo nego pego peço posso gosto choro moro morro toco volto topo jogo
            mostro devolvo resolvo lembre ele
            """
        )
    )
    - {"ele", "morro", "lembre"}
    | frozenset(
        listed(
            """
            mulher qualquer melhor pior maior menor suor redor só nó pó dó pé fé ré é sede parede
            neve leve breve greve greves sete sorte morte forte norte corte porte bote dote lote
            mole pele febre nove dezenove dezessete golpe pobre cofre cobre nobre dose posse tosse
            perto certo incerto correto direto secreto objeto projeto quieto discreto concreto
            completo belo cabelo velho espelho medo sério cego prego teto tempero servo ferro
            inferno eterno inverno governo moderno céu réu chapéu resto gesto protesto honesto
            aberto coberto descoberto deserto esperto alerta concerto exceto terno caderno externo
            interno erro zero inteiro império mistério fogos novos ovos olhos mortos postos corpos
            porcos jogos socorros poços ossos esforços povos tijolos dispostos opostos grossos
            próprios copo bloco foco choque toque roque sogra colo solo polo nosso vosso posso
            remorso morto negócio próprio ódio ócio escolhe escolhem morre morrem corre correm sofre
            sofrem pode podem deve devem bebe bebem parece parecem esquece esquecem conhece conhecem
            merece merecem acontece acontecem desaparece aparece promete mete metem quer quiser vier
            tiver estiver fizer disser souber puder houver der for dissera era eram foram pegue
            peguem negue negue leve levem leva entregue entregue espere esperem esperes chegue colhe
            recolhe encolhe dorme dormem foge fogem some somem sobe cospe descobre cobre encobre
            move resolve devolve envolve volte voltem olhe mostre toque toca cola cole jogue joguem
            jogo gosta goste gostem chore chorem morra perde perdem serve servem segue seguem veste
            vestem sente mente pede pedem mede impede despede repete fere prefere sugere difere
            diverte converte aceite rege protege elege reze beje deixe teste teste testes peste
            leste oeste veste este
            """
        )
    )
    - frozenset(
        listed(
            """
            medo céu réu só nó pé fé ré é sério velho cabelo inteiro modo todos lodo este sente
            mente aceite deixe for morto velho
            """
        )
    )
    | frozenset(
        listed(
            """
        velho velhos mete cabe hotel papel anel cordel quartel túnel sol lençol espanhol farol
        """
        )
    )
)
"""Words in -o, -e and consonants whose stressed e or o is open."""

CLOSED = frozenset(
    listed(
        """
        boca moça pessoa boa coroa gota roupa força louca toda bolsa folha escolha bolha rolha ovelha
        orelha telha velha cabeça certeza beleza riqueza tristeza clareza mesa defesa surpresa firmeza
        princesa presa duquesa inglesa francesa dessa nessa mesma cera cereja igreja inveja veja seja
        esteja deseja cerveja bandeja estrela janela teia cadeia feia meia ceia ideia aldeia moeda seda
        sobrancelha vermelha abelha ameixa queixa deixa cesta festa esta essa letra caneta gaveta
        caderneta careta cueca cachoeira maneira madeira primeira terceira bobeira poeira besteira loba
        lousa coisa noiva doida onda ouça outra pouca sopa lebre bebeda gorda torta morta cadeira
        poltrona dona lona sanfona alcova professora doutora senhora devedora trabalhadora mulherona
        pera pelo esperta bobo boba negra
        """
    )
) - frozenset(
    listed(
        """
        senhora janela esta essa festa estrela velha torta morta esperta gaveta careta caneta onda ideia
        dona lona
        """
    )
) | frozenset(listed("estrela caneta gaveta careta letra princesa"))
"""Words in -a whose stressed e or o is closed."""

WEAK = frozenset(
    listed(
        """
        a o as os e de do da dos das em no na nos nas um uma me te se lhe que por para pra com sem ao
        aos à às ou mas meu minha seu sua teu tua meus seus minhas suas eu não nem si sob sobre pelo
        pela como quando nossa nosso
        """
    )
) - frozenset(listed("minha sua meus seus minhas suas como quando nossa nosso tua sobre"))
"""Words that lean on the next."""
