"""German words that no rule reads."""

from .word import listed

EXCEPTIONS: dict[str, str] = dict(
    pair.split(":")
    for pair in listed(
        """
        der:dˈɛɐ die:dˈiː das:dˈas den:dˈeːn dem:dˈeːm des:dˈɛs er:ˈɛɐ es:ˈɛs ich:ˈɪç du:dˈuː wir:vˈiːɐ
        ihr:ˈiːɐ mir:mˈiːɐ dir:dˈiːɐ ihm:ˈiːm ihn:ˈiːn ihnen:ˈiːnən was:vˈas wer:vˈeːɐ wo:vˈoː wie:vˈiː
        wen:vˈeːn wem:vˈeːm man:mˈan mit:mˈɪt an:ˈan am:ˈam in:ˈɪn im:ˈɪm ab:ˈap ob:ˈɔp um:ˈʊm von:fˈɔn
        vom:fˈɔm zum:ʦˈʊm zur:ʦˈuːɐ hat:hˈat hast:hˈast bis:bˈɪs bin:bˈɪn bist:bˈɪst hin:hˈɪn weg:vˈɛk
        weil:vˈIl her:hˈeːɐ mehr:mˈeːɐ sehr:zˈeːɐ wer:vˈeːɐ vor:fˈoːɐ für:fˈyːɐ nur:nˈuːɐ war:vˈaːɐ
        wahr:vˈaːɐ habe:hˈaːbə haben:hˈaːbən hatte:hˈatə hätte:hˈɛtə wird:vˈɪɐt werden:vˈeːɐdən
        wurde:vˈʊɐdə erst:ˈeːɐst erste:ˈeːɐstə ersten:ˈeːɐstən pferd:pfˈeːɐt wert:vˈeːɐt erde:ˈeːɐdə
        schwert:ʃvˈeːɐt vielleicht:filˈIçt warum:vaːʁˈʊm darum:daːʁˈʊm herum:hɛʁˈʊm heiraten:hˈIʁatən
        heiratest:hˈIʁatəst heiratet:hˈIʁatət wegen:vˈeːɡən gibt:ɡˈiːpt gibst:ɡˈiːpst damals:dˈaːmaːls
        autor:ˈWtoːɐ einmal:ˈInmaːl datum:dˈaːtʊm mein:mˈIn wieder:vˈiːdɐ wider:vˈiːdɐ hier:hˈiːɐ
        über:ˈyːbɐ aber:ˈaːbɐ oder:ˈoːdɐ leider:lˈIdɐ gegen:ɡˈeːɡən geben:ɡˈeːbən gehen:ɡˈeːən
        geht:ɡˈeːt gehst:ɡˈeːst gern:ɡˈɛɐn gerne:ɡˈɛɐnə gestern:ɡˈɛstɐn gelb:ɡˈɛlp geld:ɡˈɛlt
        gegenteil:ɡˈeːɡəntIl gestalt:ɡəʃtˈalt besser:bˈɛsɐ beste:bˈɛstə besten:bˈɛstən bett:bˈɛt bei:bˈI
        beide:bˈIdə berg:bˈɛɐk beten:bˈeːtən betet:bˈeːtət bevor:bəfˈoːɐ leben:lˈeːbən leben:lˈeːbən
        lebt:lˈeːpt lebst:lˈeːpst nehmen:nˈeːmən sagt:zˈaːkt sagst:zˈaːkst sag:zˈaːk sagte:zˈaːktə
        fragt:fʁˈaːkt gesagt:ɡəzˈaːkt gefragt:ɡəfʁˈaːkt tag:tˈaːk ja:jˈaː nein:nˈIn so:zˈoː da:dˈaː
        na:nˈa zu:ʦˈuː wenn:vˈɛn denn:dˈɛn dann:dˈan nun:nˈuːn schon:ʃˈoːn heute:hˈɔøtə euch:ˈɔøç
        euer:ˈɔøɐ eure:ˈɔøʁə teuer:tˈɔøɐ feuer:fˈɔøɐ ende:ˈɛndə endlich:ˈɛntlɪç enge:ˈɛŋə engel:ˈɛŋəl
        ernst:ˈɛɐnst erbe:ˈɛɐbə erben:ˈɛɐbən ente:ˈɛntə jetzt:jˈɛʦt nichts:nˈɪçʦ nicht:nˈɪçt
        nächste:nˈɛːçstə nächsten:nˈɛːçstən höchste:hˈøːçstə vater:fˈaːtɐ mutter:mˈʊtɐ bruder:bʁˈuːdɐ
        schwester:ʃvˈɛstɐ tochter:tˈɔxtɐ villa:vˈɪla vase:vˈaːzə video:vˈiːdeoː november:novˈɛmbɐ
        klavier:klavˈiːɐ privat:pʁivˈaːt nervös:nɛɐvˈøːs vampir:vampˈiːɐ universität:univɛɐzitˈɛːt
        familie:famˈiːljə linie:lˈiːnjə chef:ʃˈɛf chefin:ʃˈɛfɪn chance:ʃˈaŋsə orange:oʁˈaŋʒə
        restaurant:ʁɛstoʁˈaŋ hotel:hotˈɛl büro:byʁˈoː kaffee:kˈafeː idee:idˈeː armee:aɐmˈeː
        musik:muzˈiːk polizei:poliʦˈI partei:paɐtˈI geheimnis:ɡəhˈImnɪs geschichte:ɡəʃˈɪçtə
        gesicht:ɡəzˈɪçt gewalt:ɡəvˈalt gefühl:ɡəfˈyːl gefühle:ɡəfˈyːlə gericht:ɡəʁˈɪçt allein:alˈIn
        überall:yːbɐˈal sofort:zofˈɔɐt zurück:ʦuʁˈʏk zusammen:ʦuzˈamən vorbei:fɔɐbˈI dabei:dabˈI
        damit:damˈɪt davon:dafˈɔn dafür:dafˈyːɐ daran:daʁˈan darauf:daʁˈWf darin:daʁˈɪn darüber:daʁˈyːbɐ
        dagegen:daɡˈeːɡən danach:danˈaːx wohin:vohˈɪn woher:vohˈeːɐ womit:vomˈɪt wovon:vofˈɔn
        wofür:vofˈyːɐ worum:voʁˈʊm genug:ɡənˈuːk natürlich:natˈyːɐlɪç lebendig:leːbˈɛndɪç
        mädchen:mˈɛːtçən städte:ʃtˈɛːtə rätsel:ʁˈɛːʦəl hochzeit:hˈɔxʦIt vierzehn:fˈɪɐʦeːn
        vierzig:fˈɪɐʦɪç sechs:zˈɛks wachsen:vˈaksən mia:mˈiːa telefon:telefˈoːn foto:fˈoːto hallo:halˈoː
        okay:okˈeː juwel:juvˈeːl million:miljˈoːn millionen:miljˈoːnən uhr:ˈuːɐ anwalt:ˈanvalt
        antwort:ˈantvɔɐt arbeit:ˈaɐbIt monat:mˈoːnat heirat:hˈIʁat verrat:fɛɐʁˈaːt
        """
    )
)
EXCEPTIONS = {word: said.replace("ʏ", "y") for word, said in EXCEPTIONS.items()}
"""Words with their phonemes."""

SEPARABLE = listed(
    """
    auf aus ein vor nach weg hin her mit zurück vorbei nieder durch fest los heim fort an ab zu um un
    """
)
"""First parts that take the stress."""

SHORT = frozenset(
    listed(
        """
        das was es des man mit an am in im ab ob um von vom zum hat bis bin hin weg bus chef plus job
        ort unten anders ander andere anderen anderer ein eine einen einem einer eines einmal einfach
        einzige einzigen einer nacht nachts ausser abend abends antwort angst ort arm alt als also alles
        alle allein arzt art ich mich dich sich umso ummer aus auf auch auge augen august auster auto
        autos nachbar vorne einig einige zucker zug zunge zweifel herr herz her mitte mittel mittag
        festung losung umwelt hinter hinten herbst uns unser unsere unserem unseren wegen heimat anton
        anna angela abel umsonst
        """
    )
)
"""Words with a short vowel, or whose beginning is no prefix."""

LONG = frozenset(
    listed(
        """
        buch bücher hoch hohe nach suche suchen sucht gesucht besuch besuchen fluch flüche kuchen
        sprache tuch tücher brach sprach stach hoch groß größe fuß füße spaß straße gruß grüße maß bloß
        schoß süß süße stoß mond obst trost kloster wüste trägt schlägt lügt hörst hört hörte hörten
        schwer red rede legst legt leg zug sagten sagtest lebst lebt art arzt erst pferd wert zart bart
        fahrt gut rot tot tag weg rat tat blut mut brot not hof tod lob grab zug flug krug
        """
    )
)
"""Words with a long vowel where the rules ask for a short one."""

WEAK = frozenset(
    listed(
        """
        der die das den dem des ein eine einen einem einer und oder in im an am auf zu zum zur von vom
        mit bei für um dass es er sie ich du wir ihr mich dich sich mir dir uns euch ist bin bist hat
        habe wenn als ob so aus nach vor mein meine dein deine sein seine
        """
    )
)
"""Words that lean on the next."""

NO_PREFIX = listed(
    """
    mitt hinter und uns unt unive ander andre einz einig bei besser beid besen gest gern erd erst ernst erbe
    abend eben zukunft umwelt antwort angst
    """
)
"""Beginnings of words that only look like first parts."""
