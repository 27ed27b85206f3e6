"""What is asked of us that we do not do, and what is near."""

import re

from .answer import Declined
from .wish import Wish

_NEVER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"\b(?:sex(?:ual|y)?|nude|naked|topless|undress(?:ed|es)?|porn|explicit|erotic|strip(?:s|ped)?|bikini|lingerie|make love|have sex|orgasm)\b"
     r".*\b(?:child|kid|boy|girl|minor|teen(?:ager)?|underage|school ?(?:girl|boy)|daughter|son|\d+[- ]year[- ]old|baby|student)\b|"
     r"\b(?:child|kid|minor|teen(?:ager)?|underage|school ?(?:girl|boy)|baby)\b.*\b(?:sex(?:ual|y)?|nude|naked|topless|undress|porn|explicit|erotic|strip|lingerie|kiss)\b",
     "Nothing sexual with a child is made here, in any form.", ()),
    (r"\b(?:sex scene|nude|naked|topless|porn\w*|explicit sex|erotic|orgasm|have sex|strip(?:s|ped)? (?:naked|off))\b",
     "Nudity and sex are not shown here; two people can be close, and the scene can end on a closing door.",
     ("make scene {scene} more tender", "give scene {scene} tender music")),
    (r"\b(?:gore|gory|dismember\w*|behead\w*|decapitat\w*|mutilat\w*|torture[ds]?|guts|entrails|bloodbath|blood everywhere)\b",
     "Gore is not drawn here; a death or a wound can happen off screen.", ("write {name} out in episode {next}", "add thunder in the last shot of episode {episode}")),
    (r"\b(?:kill|murder|beat(?:en)? up|hit|stab|shoot|hurt|abuse)\w*\b.*\b(?:the )?(?:child|kid|baby|toddler|little (?:girl|boy))\b",
     "Violence against a child is not shown here.", ("rewrite scene {scene}",)),
    (r"\b(?:dub|translate|spanish|french|german|hindi|mandarin|chinese|japanese|korean|portuguese|arabic|italian|russian|turkish|other languages?|another language|foreign language)\b.*"
     r"(?:\b(?:version|audio|dub|dubbed|subtitles?|captions?|language|speak|translate|voices?|it|episodes?|series|lines?)\b|$)",
     "Dubbing and translation are not done by notes: only English is spoken so far.", ("give {name} a British accent", "turn the captions off")),
    (r"\b(?:upload|use|put|swap|insert|paste)\b.*\b(?:my|a friend'?s?|his real|her real|own)\b.*\b(?:face|photo|picture|selfie|head|video|voice)\b|\bface ?swap\b|\bdeep ?fake\b|\bclone (?:my|her|his|a) voice\b|\bmy own (?:voice|face)\b",
     "Faces and voices of real people are not taken in: everybody is drawn, and speaks with a voice of the catalogue.", ("give {name} red hair", "give {name} another voice")),
    (r"\b(?:look|looks|looking|sound|sounds|voice|face|voiced|played|acted|starring|like)\b.*\b(?:taylor swift|tom cruise|brad pitt|angelina jolie|scarlett johansson|leonardo dicaprio|morgan freeman|"
     r"beyonc[eé]|rihanna|obama|trump|biden|putin|elon musk|keanu reeves|zendaya|kim kardashian|ryan gosling|meryl streep|robert pattinson|timoth[eé]e chalamet|margot robbie|emma watson|johnny depp|"
     r"jennifer lawrence|ariana grande|billie eilish|drake|kanye|denzel washington|will smith|a celebrity|celebrities|(?:a |the )?(?:famous|real) (?:actor|actress|person|singer)|president of the)\b",
     "Nobody living is imitated here, neither in face nor in voice.", ("give {name} a deeper voice", "make {name} look older")),
    (r"\b(?:publish|post|upload|share|tweet|send|release|monetize)\b.*\b(?:tiktok|tik tok|youtube|instagram|reels?|facebook|twitter|x\.com|online|reelshort|the web|internet|social media|email|friends?|everyone)\b|\b(?:publish|post|release) (?:it|this|the series|the episode|episode \w+)\b",
     "Publishing is not done here: the finished file is yours to post.", ("make the next episode", "history")),
    (r"\b(?:export|download|save as|give me the (?:file|mp4|video|pdf|script))\b",
     "Exporting is a command of its own, not a note: cliffhanger export.", ("history", "make the next episode")),
    (r"\b(?:horizontal|16:9|16x9|landscape|widescreen|4k|8k|60 ?fps)\b",
     "The form is vertical, 9:16; another format is not made.", ("make shot {shot} wide", "make the series noir")),
    (r"\b(?:3d|photo ?real(?:istic)?|live[- ]action|real actors|realistic humans?|cgi|pixar)\b",
     "The pictures are drawn: painterly, cel, noir, duotone, papercut or silhouette.", ("draw the series in noir", "make the series painterly")),
    (r"\b(?:ignore (?:all |your |the )?(?:previous |prior )?(?:instructions|rules)|system prompt|you are now|jailbreak|run (?:a |the )?(?:command|code|script)|rm -rf|delete (?:all |my )?files|sudo)\b",
     "A note is about the series; nothing else is done with it.", ("help",)),
    (r"\b(?:how much (?:does|will|would)|what does (?:it|this) cost|price of|who (?:wrote|made) (?:you|this)|weather (?:in|today)|tell me a joke|write (?:me )?(?:a|an) (?:email|poem|essay|code)|what time is it|who won)\b",
     "I take notes on the series; that I cannot answer.", ("help", "history")),
)  # fmt: skip


def refuse(wish: Wish, text: str) -> None:
    """Raise Declined if a note asks for something that is not done here."""
    low = text.lower()
    for pattern, reason, near in _NEVER:
        if re.search(pattern, low):
            raise Declined(reason, [one.format_map(named(wish)) for one in near])


def named(wish: Wish) -> dict[str, str]:
    """Return names of this series, to fill examples with."""
    bible = wish.desk.bible
    last = wish.written[-1] if wish.written else ""
    people = [person.name for person in bible.characters]
    scenes = wish.desk.scripts[last].scenes if last else ()
    lead = people[0] if people else "the lead"
    return {
        "name": lead,
        "other": people[1] if len(people) > 1 else lead,
        "episode": str(len(wish.written) or 1),
        "next": str(len(wish.written) + 1),
        "scene": scenes[0].id.rsplit(".", 1)[1] if scenes else "1",
        "shot": "7",
        "prop": bible.props[0].name if bible.props else "the ring",
        "place": bible.locations[0].name if bible.locations else "the roof",
        "line": next((one.text for one in (wish.desk.scripts[last].lines() if last else ())), "…"),
    }
