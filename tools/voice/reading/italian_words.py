"""Italian words whose stress or vowels no rule tells."""

from .word import listed

EARLY = frozenset(
    listed(
        """
        telefono macchina lettera ultimo ultima ultimi ultime anima subito albero numero camera visita
        medico medici unico unica unici unici essere leggere prendere credere perdere scrivere vivere
        chiudere chiedere correre mettere ridere piangere rispondere vendere uccidere decidere
        nascondere spegnere rompere scegliere togliere stringere vincere crescere conoscere accendere
        smettere promettere permettere succedere difendere offendere attendere scendere spendere rendere
        raccogliere sciogliere muovere piovere bevere fingere spingere dipingere giudice giudici
        pubblico titolo angolo secolo popolo ostacolo miracolo articolo capitolo pericolo debole facile
        difficile simile utile inutile umile nobile mobile giovane giovani ordine origine immagine
        pagina pagine ospite ospiti uomini femmina nomina semplice semplici doppio tavola favola scatola
        piccolo piccola piccoli piccole singolo stupido stupida stupidi timido rapido valido solido
        umido pallido acido lucido limpido timida povero povera poveri libero libera liberi genero opera
        cenere polvere venere rovere carcere vipera tenebre celebre sabato domenica abito debito credito
        vomito limite solito insolito esito merito spirito compito subdolo attimo attimi minimo massimo
        prossimo prossima ottimo pessimo intimo decimo lacrima lacrime vittima vittime crimine codice
        indice vertice complice complici carico manico panico traffico logico magico magica tragico
        comico tipico classico storico fisico musica politica fabbrica america africa logica tecnica
        togliti ripetilo togliersi dimmelo dammelo dirmelo dirtelo ditemi parlami guardami ascoltami
        credimi aiutami perdonami lasciami lasciatemi guardalo portami portalo svegliati fermati siediti
        alzati muoviti aspettami toccami baciami amami odiami salvami seguimi abita abito abitano capita
        merita evita dubita esita agita recita ordina immagina domina termina nomina telefona comunica
        dedica pratica indica giudica significa verifica dimentica dimentico dimentichi semini
        chilometro metodo periodo sinonimo anonimo anonima oceano stomaco fegato undici dodici tredici
        quattordici quindici sedici esamina elimina illumina libera dubito
        """
    )
)
"""Words stressed on the last syllable but two."""

STRESSED = frozenset(
    listed(
        """
        umano umana mano mani piano lontano invano strano italiano americano cristiano vano sano nano
        grano romano sovrano metano tono buono suono dono trono perdono abbandono sono colono capitano
        divano gabbiano veterano decano paesano mia mie mio tua tue tuo sua sue suo via vie bugia bugie
        zio zia zii zie dio addio follia gelosia malattia compagnia polizia farmacia magia energia
        allegria fantasia nostalgia agonia ironia mania poesia cortesia eresia spia spie spio mormorio
        pendio rio brio fruscio scia pazzia codardia tirannia armonia sinfonia trattoria libreria
        galleria batteria lotteria avvia invia rinvia scia obblio oblio desio
        """
    )
)
"""Words whose last syllable but one is stressed against a rule."""

OPEN = frozenset(
    listed(
        """
        bene bello bella belli belle tempo sempre niente cuore fuoco nuovo buono uomo uomini poi notte
        morto morta morti porta porte corpo forte forse cosa cose posso posto posti gioco chiodo dopo
        poco troppo nostro nostra vostro vostra nozze letto petto tetto presto resto testa festa guerra
        terra erba verso perso perdo certo aperto coperto esperto inverno inferno eterno governo
        fratello sorella coltello cancello anello castello cervello uccello scena gelo zero sei lei ero
        eri era erano cerca cerco cerchi senti sento sente penso pensi gente dente vento cento argento
        ieri piede piedi pietra lieto cielo miele fiele dieci cieco siete viene vieni viene tiene tieni
        insieme chiesa prova prove trova trovo odio olio opera oro coro moro tesoro storia memoria
        gloria vittoria soldi ricordo ricordi accordo sordo volta volte colpa colpo sciolto tolto morte
        sorte corte torto orto porto dorme muore muori muoio vuoi vuole può scuola suono tuono duomo
        ruolo figliolo roba rosa cosa dose rose lettera telefono medico merito debito credito metodo
        secolo popolo debole povero genere tenero leggo legge eccellente esempio tempio prezzo pezzo
        mezzo disprezzo mezza bestia perla merlo ferro dietro problema tema sistema poeta profeta idea
        dea rea ebbe sesso adesso processo successo concesso
        """
    )
)
"""Words whose stressed e or o is open."""

CLOSED = frozenset(
    listed(
        """
        questo questa questi queste quello quella quelli quelle stesso stessa capello capelli stella
        stelle molto molta molti molte giorno giorni mondo profondo secondo fondo tondo sotto rotto
        rossa rosso bocca fosse fossi volgo volto conto conti ponte fronte monte pronto racconto
        incontro contro scontro nome come dove sole voce croce noce amore dolore signore ordine forma
        sorso corso corsa torno ritorno intorno attorno forno torre borsa bottone mentre dentro vendetta
        promessa messo messa metto mette permesso spesso dentro vende vendo segno degno legno regno
        freddo secco dritto venti trenta verde fermo fermi cerchio orecchio specchio nessuno
        """
    )
)
"""Words whose stressed e or o is closed though the syllable is."""

WEAK = frozenset(
    listed(
        """
        il lo la i gli le un uno una di a da in con su per tra fra e ed o od ma se che chi ne ci vi mi
        ti si del dello della dei degli delle al allo alla ai agli alle dal dallo dalla dai dagli dalle
        nel nello nella nei negli nelle sul sulla sui col non
        """
    )
)
"""Words that lean on the next."""
