"""Notes that are no edits: undo, history, make the next one, a sequel, two ways at once."""

import re
from collections.abc import Callable

from ...memory.note import Command, Reading
from .amounts import NUMBER, number
from .wish import Wish

Reader = Callable[[Wish, re.Match[str]], Reading | None]

_STEP = rf"(?:the )?(?:last |previous |past )?(?P<n>{NUMBER}|a few|couple)?(?: (?:changes?|edits?|steps?|times?|things?|notes?|ones?))?"
_DONE = r"(?:change|edit|step|one|note|thing)s?"


def _steps(wish: Wish, found: re.Match[str]) -> str:
    said = (found.groupdict().get("n") or "").strip().lower()
    if said in ("a few", "couple"):
        return "2" if said == "couple" else "3"
    count = number(said) if said else 0
    if not count and re.search(r"\btwice\b", wish.raw.lower()):
        count = 2
    return str(count) if count > 0 else ""


def _simple(command: Command) -> Reader:
    return lambda wish, found: Reading(command=command)


def _stepped(command: Command) -> Reader:
    return lambda wish, found: Reading(command=command, argument=_steps(wish, found))


def _named(command: Command) -> Reader:
    def read(wish: Wish, found: re.Match[str]) -> Reading | None:
        return Reading(command=command, argument=(found.groupdict().get("name") or "").strip(' "“”.?!').strip())

    return read


def _make(wish: Wish, found: re.Match[str]) -> Reading | None:
    low = found[0].lower()
    last = len(wish.written)
    span = re.search(rf"({NUMBER}) ?(?:-|to|through|and|until) ?(?:episode )?({NUMBER})", low)
    if span:
        return Reading(command="make", argument=f"{number(span[1])}-{number(span[2])}")
    if more := re.search(rf"(?:next|more|another) ({NUMBER})|({NUMBER}) (?:more|new|next)", low):
        count = number(more[1] or more[2])
        return Reading(command="make", argument=f"{last + 1}-{last + count}" if count > 1 else str(last + 1))
    if re.search(r"\b(?:all|rest|whole season|the season|remaining)\b", low):
        planned = len(wish.desk.outline.episodes)
        return Reading(command="make", argument=f"{last + 1}-{planned}" if planned > last else "")
    one = re.search(rf"(?:episode|ep\.?|number) ({NUMBER})", low)
    if one is None:
        return Reading(command="make", argument=str(last + 1))
    wanted = number(one[1])
    if wish.id_of(wanted) in wish.desk.scripts:
        return None
    return Reading(command="make", argument=str(wanted) if wanted == last + 1 else f"{last + 1}-{wanted}" if wanted > last + 1 else "")


def _compare(wish: Wish, found: re.Match[str]) -> Reading | None:
    cuts = re.findall(r"s\d{2,}e\d{2,}@\d+", wish.raw.lower())
    if cuts:
        return Reading(command="compare", argument=" ".join(cuts))
    return Reading(command="compare", argument=(found.groupdict().get("name") or "").strip(' "?.'))


def _switch(wish: Wish, found: re.Match[str]) -> Reading | None:
    name = re.sub(r"^branch ", "", (found.groupdict().get("name") or "").strip(' "'))
    return Reading(command="switch", argument=re.sub(r" (?:branch|version|one)$", "", name))


_MAKES = r"(?:make|create|produce|write|shoot|film|generate|render|do|start|begin|give me|show me|continue with|move on to|go on (?:with|to)|on to|finish|complete|get going on|roll|now)"
_TABLE: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (
        _stepped("redo"),
        (
            r"(?:undo|reverse|revert) the undo",
            r"redo(?: (?:that|it|this|the last (?:one|change|thing)|please))?(?: (?P<n>\w+)(?: times| steps)?)?",
            r"put (?:it|that) back(?: in)?(?: again)?",
            r"bring (?:it|that) back",
            r"re-?apply (?:it|that)",
            r"undo (?:the |that |my )?(?:last )?undo",
            r"i (?:changed my mind,? )?want (?:it|that) back(?: after all)?",
            r"redo (?P<n>\d+)",
        ),
    ),
    (
        _stepped("undo"),
        (
            rf"(?:undo|revert|reverse|roll back|rollback|take back|unwind|cancel)(?: (?:that|it|this|all that|everything))?(?:,? {_STEP})?(?: (?:you|we) (?:just )?(?:did|made))?(?: again)?",
            r"undo twice",
            r"undo (?:that|it) twice",
            rf"undo my last {_DONE}",
            r"take (?:that|it) back",
            rf"go back(?: {_STEP})?",
            rf"(?:go |step )?back {_STEP}",
            r"(?:put|change|set|turn) (?:it|that|everything) back(?: (?:to )?(?:how|the way|what|as) (?:it was|they were)(?: before)?)?",
            r"i (?:liked|preferred) (?:it )?(?:better )?(?:the way )?(?:it was )?before",
            r"(?:that|it) was better before",
            r"back to (?:how|the way) it was(?: before)?",
            r"ctrl ?-?\+? ?z",
            r"oops",
            r"scratch that",
            r"revert to (?:the )?(?:previous|last) version",
            rf"un-?do (?:the )?last (?P<n>{NUMBER}) {_DONE}",
            r"restore (?:it|the (?:previous|last) version)",
            r"reverse (?:the )?last (?:one|change)",
        ),
    ),
    (
        _simple("history"),
        (
            r"(?:show (?:me )?)?(?:the |my |our )?(?:edit |change |version |full )?(?:history|changelog|change log)(?: (?:please|of (?:the )?changes|so far))?",
            r"what (?:have|did) (?:we|i|you) (?:changed?|done?|do)(?: so far| until now| already| today)?",
            r"(?:show|list|see|tell)(?: me)? (?:all |what )?(?:the |my |our )?(?:last |recent |previous )?(?:changes|edits|versions|notes|we did|changed|what changed|we changed)(?: so far| we made| i made)?",
            r"what changed(?: so far| lately| since yesterday)?",
            r"which changes (?:have|did) (?:we|i) ma[dk]e(?: so far)?",
            r"see what we did",
            r"list (?:everything|all) we(?: have)? changed",
        ),
    ),
    (
        _simple("accept"),
        (
            r"(?:yes|yep|yeah|yup|ya|sure|ok|okay|k|fine|accept(?:ed)?|approved?|agreed|confirm(?:ed)?|perfect|great|good|nice|excellent|love it|i love it|i like it|looks? (?:good|great)|sounds? (?:good|great|fine)|that is (?:good|it|fine|great|perfect|right)|that works|works for me|go(?: ahead| for it)?|do (?:it|that|so|this)|apply(?: it| that| this| the change| them)?|make it so|let us do (?:it|that)|take it|accept (?:it|that|this|the (?:change|proposal|edit))|yes,? (?:please|do it|do that|go ahead|that is it|perfect|accept|apply it|great|i like it)|please do|absolutely|exactly|right|correct|ship it|save it|commit|keep the change|thumbs up|👍|of course|definitely)",
        ),
    ),
    (
        _simple("drop"),
        (
            r"(?:no|nope|nah|drop(?: it| that| this)?|cancel(?: it| that)?|forget (?:it|that|about it)|never ?mind(?: that)?|discard(?: it| that)?|reject(?: it| that)?|do not(?: do (?:it|that))?|no,? (?:thanks|thank you|do not|drop it|leave it|forget it|not that|that is wrong|never mind|i do not like it|cancel)|leave it(?: as it is| alone)?|not that|rather not|do not bother|throw it away|drop the (?:proposal|change)|i do not want (?:that|this|it)|abort|dismiss(?: it)?|decline|let us not|better not|on second thought,? no|stop)",
        ),
    ),
    (
        _simple("help"),
        (
            r"(?:help|\?|help me|what can (?:you|i) (?:do|say|ask|change|ask for)(?: here)?|what (?:are|is) (?:you able to|possible|my options)(?: do)?|how does (?:this|it) work|how do i use (?:this|it)|what do you (?:understand|know)|commands|options|what (?:can|could) be changed|how (?:can|do) i (?:change|edit) (?:things|something|it|stuff)|show me what you can do|what now|what should i (?:say|type|do)|i need help|instructions|manual)",
        ),
    ),
    (
        _make,
        (
            rf"{_MAKES}(?: (?:with|to))?(?: (?:the|an?|all|some|my))? (?:(?:next|new|another|remaining|other|rest of the|more) )?(?:(?:{NUMBER}) )?(?:more |next |new )?(?:episodes?|eps?\.?)(?: (?:{NUMBER})(?: ?(?:-|to|through|and|until) ?(?:{NUMBER}))?)?",
            r"next(?: episode| one| ep)?",
            rf"(?:the )?next (?:{NUMBER} )?(?:episodes?|one|ep)(?: now)?",
            r"continue(?: the (?:series|story|season))?",
            r"keep going",
            r"go on",
            r"carry on",
            r"another episode",
            r"more episodes",
            rf"(?:another|next) (?:{NUMBER}) episodes",
            rf"(?:{NUMBER}) more(?: episodes)?",
            rf"{_MAKES} (?:the )?(?:rest|whole season|season|remaining episodes|next one|rest of the season)",
            r"what happens next",
        ),
    ),
    (
        _named("sequel"),
        (
            r"(?:make|write|create|start|do|plan|give me|begin|produce|i want)? ?(?:a |the |an )?(?:sequel|second season|new season|next season|another season|season (?:two|2|three|3)|follow-?up|spin-?off)(?: (?:now|series|season))?(?: ?(?:about|where|in which|with|on|that is about|,|:|to be about|should be about|is about|set in|following|focusing on|based on|centered on|around)? ?(?P<name>.+))?",
        ),
    ),
    (
        _named("branch"),
        (
            r"(?:try|do|make|have|keep|show me|let us see|see|shoot) (?:it|this|that|them|the scene|the ending)? ?(?:both|two) ways(?: ?(?:,|:|called)? ?(?P<name>[\w -]+))?",
            r"(?:make |create |start |open |new )?(?:a |an |the )?(?:new )?(?:branch|fork|alternative|alternate version|alternative version|variant|parallel version|second version|copy)(?: of (?:it|this|this episode|the episode|episode \w+|everything))?(?: ?(?:called|named|,|:) ?(?P<name>.+))?",
            r"branch (?:it|this|off|here|from here|this episode|the episode)(?: ?(?:as|called|named|,|:)? ?(?P<name>.+))?",
            r"(?:try|test) (?:something|it|this|another version|a different version|that) (?:without (?:losing|changing) (?:this|it|what we have)(?: one| version)?|on the side|separately|in a copy)",
            r"(?:save|keep) (?:this|it|the old one|this version) and (?:try|make) (?:another|a different|a new) (?:one|version|way)",
            r"what if version",
            r"branch (?P<name>[\w-]+)",
        ),
    ),
    (
        _switch,
        (
            r"(?:switch|change|go|jump|move|get) (?:over )?(?:back )?to (?:the )?(?:branch )?(?P<name>main|other version|other one|other branch|original|first version|second version|original version|[\w-]+ (?:branch|version)|branch [\w -]+)(?: branch| version)?",
            r"(?:switch|check ?out) (?:to )?(?:the )?(?:branch )?(?P<name>[\w-]+)(?: branch| version)?",
            r"(?:use|open|show) (?:the )?(?P<name>other|original|first|second|alternative) (?:version|branch|one)",
            r"back to (?:the )?(?P<name>main|original|other)(?: branch| version| one)?",
        ),
    ),
    (
        _compare,
        (
            r"(?:compare|diff|show (?:me )?the difference(?:s)?(?: between)?|what is the difference(?:s)?(?: between)?|see the difference(?: between)?|show (?:me )?(?:both|the two)(?: versions)?(?: side by side)?|side by side|before and after)(?: (?P<name>.+))?",
        ),
    ),
)  # fmt: skip


def command(wish: Wish, text: str) -> Reading | None:
    """Return the command that a whole note is, if it is one."""
    low = text.strip(" .!")
    for read, looks in _TABLE:
        for look in looks:
            found = re.fullmatch(look, low, re.IGNORECASE)
            if found and (reading := read(wish, found)) is not None:
                return reading
    return None
