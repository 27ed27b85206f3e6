"""French words that no rule reads."""

from .word import listed

EXCEPTIONS: dict[str, str] = dict(
    pair.split(":")
    for pair in listed(
        """
        monsieur:məsjø messieurs:mesjø femme:fam second:səɡɔ̃ seconde:səɡɔ̃d secondes:səɡɔ̃d
        secondaire:səɡɔ̃dɛʁ les:le des:de mes:me tes:te ses:se ces:se et:e est:ɛ es:ɛ ai:e eu:y eus:y
        eut:y eue:y eûmes:ym eurent:yʁ fils:fis tous:tus plus:ply six:sis dix:dis sept:sɛt huit:yit
        neuf:nœf cinq:sɛ̃k vingt:vɛ̃ cent:sɑ̃ mille:mil ville:vil os:ɔs ours:uʁs sens:sɑ̃s mars:maʁs
        bus:bys hélas:elas jadis:ʒadis lys:lis maïs:mais as:a vis:vi virus:viʁys cactus:kaktys août:ut
        but:byt brut:bʁyt net:nɛt ouest:wɛst dot:dɔt chut:ʃyt zut:zyt rut:ʁyt internet:ɛ̃tɛʁnɛt
        ticket:tikɛ rhum:ʁɔm album:albɔm maximum:maksimɔm forum:fɔʁɔm parfum:paʁfœ̃ hier:jɛʁ mer:mɛʁ
        fer:fɛʁ ver:vɛʁ cher:ʃɛʁ fier:fjɛʁ enfer:ɑ̃fɛʁ hiver:ivɛʁ amer:amɛʁ cancer:kɑ̃sɛʁ super:sypɛʁ
        cuiller:kyijɛʁ éther:etɛʁ bébé:bebe tabac:taba blanc:blɑ̃ blancs:blɑ̃ franc:fʁɑ̃ porc:pɔʁ
        estomac:ɛstoma clef:kle nerf:nɛʁ nerfs:nɛʁ cerf:sɛʁ banc:bɑ̃ flanc:flɑ̃ œuf:œf œufs:ø bœuf:bœf
        bœufs:bø cœur:kœʁ chœur:kœʁ yeux:jø outil:uti fusil:fyzi gentil:ʒɑ̃ti sourcil:suʁsi persil:pɛʁsi
        sourcils:suʁsi gentils:ʒɑ̃ti fil:fil avril:avʁil péril:peʁil exil:ɛɡzil gars:ɡa temps:tɑ̃
        corps:kɔʁ poids:pwa doigt:dwa doigts:dwa sang:sɑ̃ rang:ʁɑ̃ long:lɔ̃ coup:ku coups:ku trop:tʁo
        champ:ʃɑ̃ champs:ʃɑ̃ loup:lu drap:dʁa draps:dʁa beaucoup:boku pied:pje pieds:pje nid:ni
        remords:ʁəmɔʁ printemps:pʁɛ̃tɑ̃ longtemps:lɔ̃tɑ̃ cap:kap stop:stɔp sirop:siʁo aspect:aspɛ
        respect:ʁɛspɛ suspect:syspɛ instinct:ɛ̃stɛ̃ direct:diʁɛkt correct:kɔʁɛkt exact:ɛɡzakt
        contact:kɔ̃takt intact:ɛ̃takt automne:otɔn condamner:kɔ̃dane condamné:kɔ̃dane condamnée:kɔ̃dane
        damné:dane compter:kɔ̃te compte:kɔ̃t comptes:kɔ̃t compté:kɔ̃te comptais:kɔ̃tɛ comptez:kɔ̃te
        comptent:kɔ̃t compteur:kɔ̃tœʁ baptême:batɛm sculpture:skyltyʁ prompt:pʁɔ̃ acompte:akɔ̃t
        raconter:ʁakɔ̃te faisait:fəzɛ faisais:fəzɛ faisons:fəzɔ̃ faisant:fəzɑ̃ faisaient:fəzɛ
        faisiez:fəzje pays:pɛi paysage:pɛizaʒ paysan:pɛizɑ̃ abbaye:abɛi examen:ɛɡzamɛ̃ examens:ɛɡzamɛ̃
        oignon:oɲɔ̃ oignons:oɲɔ̃ ayant:ɛjɑ̃ écho:eko orchestre:ɔʁkɛstʁ psychologue:psikolɔɡ chaos:kao
        archange:aʁkɑ̃ʒ orchidée:ɔʁkide chorale:koʁal aiguille:eɡyij aiguilles:eɡyij linguiste:lɛ̃ɡyist
        fuel:fjul fille:fij filles:fij tranquille:tʁɑ̃kil tranquilles:tʁɑ̃kil tranquillement:tʁɑ̃kilmɑ̃
        million:miljɔ̃ millions:miljɔ̃ milliard:miljaʁ milliards:miljaʁ village:vilaʒ mille:mil
        solennel:solanɛl ennui:ɑ̃nyi ennuyer:ɑ̃nyije ennuie:ɑ̃nyi enivrer:ɑ̃nivʁe ennemi:ɛnmi
        ennemis:ɛnmi ennemie:ɛnmi mademoiselle:madmwazɛl madame:madam aujourd'hui:oʒuʁdyi
        quelqu'un:kɛlkœ̃ quelqu'une:kɛlkyn lorsque:lɔʁskə presque:pʁɛskə quelque:kɛlkə quelques:kɛlkə
        puisque:pyiskə jusque:ʒyskə parce:paʁs quoique:kwakə que:kə ne:nə me:mə te:tə se:sə de:də je:ʒə
        le:lə ce:sə donc:dɔ̃k avec:avɛk sec:sɛk truc:tʁyk choc:ʃɔk parc:paʁk arc:aʁk club:klœb job:ʤɔb
        week-end:wikɛnd jean:ʒɑ̃ jeans:ʤin email:imɛl mail:mɛl sms:ɛsɛmɛs poêle:pwal moelle:mwal
        fraise:fʁɛz faîte:fɛt gène:ʒɛn gageure:ɡaʒyʁ eût:y fût:fy dû:dy mû:my sûr:syʁ sûre:syʁ sûrs:syʁ
        bonhomme:bonɔm chacun:ʃakœ̃ quelconque:kɛlkɔ̃k quoi:kwa pourquoi:puʁkwa toit:twa froid:fʁwa
        album:albɔm zoo:zo alcool:alkɔl sandwich:sɑ̃dwiʧ whisky:wiski football:futbol équation:ekwasjɔ̃
        aquarium:akwaʁjɔm square:skwaʁ taxi:taksi soixante:swasɑ̃t deuxième:døzjɛm sixième:sizjɛm
        dixième:dizjɛm bruxelles:bʁysɛl est-ce:ɛs dessous:dəsu dessus:dəsy cela:səla ceci:səsi celle:sɛl
        celui:səlyi celles:sɛl ceux:sø revenir:ʁəvniʁ devenir:dəvniʁ appeler:aple appelé:aple
        appelée:aple appelez:aple appelait:aplɛ appelle:apɛl cerise:səʁiz premier:pʁəmje
        première:pʁəmjɛʁ premiers:pʁəmje premières:pʁəmjɛʁ bruit:bʁyi bruits:bʁyi prier:pʁije
        crier:kʁije crié:kʁije oublier:ublije oublié:ublije oubliez:ublije plier:plije plié:plije
        oublie:ubli cri:kʁi jeudi:ʒødi jeune:ʒœn jeunes:ʒœn jeûne:ʒøn feutre:føtʁ neutre:nøtʁ meute:møt
        oui:wi envers:ɑ̃vɛʁ univers:ynivɛʁ travers:tʁavɛʁ divers:divɛʁ dehors:dəɔʁ vers:vɛʁ tiers:tjɛʁ
        revers:ʁəvɛʁ pervers:pɛʁvɛʁ rien:ʁjɛ̃ vrai:vʁɛ vraie:vʁɛ vrais:vʁɛ toast:tost clerc:klɛʁ hein:ɛ̃
        eh:e ah:a oh:o ouais:wɛ hé:e allô:alo euh:ø hum:œm pff:pf chuuut:ʃyt août:ut saoul:su soûl:su
        cul:ky fond:fɔ̃ fonds:fɔ̃ plomb:plɔ̃ tombs:tɔ̃ mia:mia tess:tɛs marcus:maʁkys elias:eljas
        silas:silas cyrus:siʁys otis:otis theo:teo idris:idʁis ines:inɛs agnes:aɲɛs chen:ʃɛn
        daniel:danjɛl mathieu:matjø thomas:tomɑ paris:paʁi jésus:ʒezy noël:noɛl nicolas:nikola
        lucas:lyka gâchette:ɡaʃɛt secret:səkʁɛ secrets:səkʁɛ secrète:səkʁɛt secrètes:səkʁɛt
        étrangler:etʁɑ̃ɡle pneu:pnø pseudo:psødo test:tɛst tests:tɛst est:ɛ vest:vɛst
        """
    )
)
"""Words, each with its phonemes but for the stress; a plural in s is found by its singular."""

NASAL_ENT = frozenset(
    listed(
        """
        vent cent dent gent lent souvent argent agent accident incident président patient client talent
        présent absent récent innocent content mécontent évident différent indifférent parent urgent
        violent serpent torrent sergent excellent équivalent intelligent prudent imprudent ardent
        fréquent orient occident continent contient précédent décent indécent transparent apparent
        cohérent sent ressent consent pressent ment dément permanent pertinent éminent imminent
        adolescent puissent couvent auvent avent événement insolent opulent somnolent turbulent virulent
        régent divergent contingent indigent négligent exigent convent concurrent onguent confluent
        affluent éloquent délinquent
        """
    )
) - {"puissent", "contient"}
"""Words whose -ent is heard as a nasal vowel; in all others but those in -ment it is silent."""

THIRD_MENT = frozenset(
    listed(
        """
        aiment ferment forment nomment dorment endorment consument fument calment affirment confirment
        transforment enferment informent expriment impriment arment alarment chôment filment rythment
        sèment referment déforment assument allument parfument animent estiment priment riment blâment
        gomment somment suppriment s'aiment
        """
    )
)
"""Verbs in -ment, third person plural."""

WEAK = frozenset(
    listed(
        """
        le la les un une des du de au aux et ou je tu il elle on nous vous ils elles me te se ne que qui
        ce cet cette ces mon ton son ma ta sa mes tes ses nos vos notre votre leur leurs à en dans sur
        sous pour par avec sans chez est es suis sont ont ai as a y si mais où donc ni car quand c'est
        pas plus très dont lui puis jamais depuis ça êtes sommes
        """
    )
)
"""Words that lean on the next."""

ASPIRATED = tuple(
    listed(
        """
        haine haï hais hait hach haie haill hal haltèr hamac hameau hanch handicap hangar hant happ
        harcel harcèl hardi harem hareng hargn haricot harnais harp hasard hât hauss haut havre hérisson
        héron héros hêtre heurt hibou hic hideu hiérarch hiss hob hoch hollan homard hongr hont hoquet
        hors hotte houbl houe houl hous hublot huche hue huit hul hum hurl hutte hyène han hop holà
        """
    )
)
"""Beginnings of words with an h that keeps liaison and elision away."""
