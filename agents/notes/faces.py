"""Faces in words: what of a look is wanted otherwise."""

import re

from ...memory.look import Look
from .amounts import NUMBER, degree, number
from .examples import value

Fields = dict[str, str | int | float | bool]

_AXES: tuple[tuple[str, str, float], ...] = (
    (r"taller", "height", 0.4),
    (r"shorter(?! hair)|smaller(?! (?:nose|eyes))", "height", -0.4),
    (
        r"heavier|broader|bigger(?! (?:eyes|nose|lips|mouth))|more muscular|muscular|stronger build|fatter|stockier|"
        r"fitter",
        "build",
        0.4,
    ),
    (r"thinner(?! (?:lips|brows|eyebrows|face))|slimmer|skinnier|slighter|leaner", "build", -0.4),
    (r"square(?:r)? jaw|strong(?:er)? jaw", "jaw", 0.6),
    (r"soft(?:er)? jaw|narrow(?:er)? jaw", "jaw", -0.6),
    (r"(?:bigger|larger|wider|big|huge) eyes", "eye_size", 0.6),
    (r"(?:smaller|narrower|small|narrow) eyes", "eye_size", -0.6),
    (r"(?:bigger|longer|big|long) nose", "nose", 0.6),
    (r"(?:smaller|shorter|small) nose", "nose", -0.6),
    (r"(?:fuller|bigger|full|thicker) lips", "lip_fullness", 0.6),
    (r"thinner lips|thin lips", "lip_fullness", -0.6),
    (r"(?:thicker|heavier|bushy|bushier|thick) (?:eye)?brows", "brow", 0.6),
    (r"(?:thinner|thin) (?:eye)?brows", "brow", -0.6),
    (r"(?:rounder|fuller|chubbier|round) (?:face|cheeks)", "cheek", 0.6),
    (r"hollow(?:er)? cheeks|gaunt(?:er)?|(?:thinner|thin) face", "cheek", -0.6),
    (r"longer face|long face", "length", 0.6),
    (r"shorter face", "length", -0.6),
    (r"(?:wider|bigger|wide) mouth", "mouth_width", 0.6),
    (r"smaller mouth|small mouth", "mouth_width", -0.6),
)
_MARKS = {"glasses": "glasses|spectacles", "freckles": "freckles", "scar": "scar", "mole": "mole|beauty mark|birthmark"}
_SKINS = ("#fae0d2", "#f6d6c2", "#f2cdb4", "#eac0a2", "#dba887", "#c68e6c", "#a8714f", "#875840", "#6b4432")
_NOT = r"\b(?:no|without|remove|lose|take off|not|shave|get rid of|drop|delete|ditch|go away|gone|disappear)\b"


def appearance(look: Look, text: str) -> Fields | None:
    """Return the fields of a look that a text changes: none of them where it is so already, None if it tells none."""
    fields: Fields = {}
    fields |= _age(look, text)
    fields |= _hair(look, text)
    fields |= _eyes(text)
    fields |= _adorned(text)
    fields |= _shape(look, text)
    fields |= _skin(look, text)
    return {name: value for name, value in fields.items() if getattr(look, name) != value} if fields else None


def _age(look: Look, text: str) -> Fields:
    if exact := re.search(
        rf"\b(?:be|is|are|aged?|to|at least|about) ({NUMBER})(?: years)?(?: old)?\b|\b({NUMBER}) years old\b", text
    ):
        years = number(exact[1] or exact[2])
        if 5 <= years <= 95:
            return {"age": years}
    if made := re.search(rf"\bmake \S+ ({NUMBER})(?: something)? ?$", text):
        return {"age": number(made[1])}
    if aged := re.search(rf"\bage \S+ (?:up )?by ({NUMBER}) years?\b", text):
        return {"age": min(95, look.age + number(aged[1]))}
    by = re.search(rf"\b({NUMBER}) years? (older|younger)\b", text)
    if by:
        return {"age": max(6, min(95, look.age + number(by[1]) * (1 if by[2] == "older" else -1)))}
    old = re.search(r"\bolder\b|\btoo young\b|\bmore mature\b|\baged\b", text)
    young = re.search(r"\byounger\b|\btoo old\b", text)
    if not old and not young:
        return {}
    step = round(12 * degree(text))
    return {"age": max(16 if look.age >= 16 else 6, min(90, look.age + (step if old else -step)))}


def _hair(look: Look, text: str) -> Fields:
    fields: Fields = {}
    if "bald" in text or re.search(r"shave (?:his|her|\w+'s) head|no hair|shaved head", text):
        return {"hair": "bald"}
    beard = value("beards", text)
    if beard or re.search(r"\bbeard\b", text) or (re.search(r"\bshave\b", text) and look.beard != "none"):
        fields["beard"] = "none" if re.search(_NOT, text) else beard
        if re.search(r"\bhair\b", text) is None:
            return fields
    other = re.search(r"\b(?:blonde?|brunette|redhead|ginger)\b", text)
    if (
        "hair" in text
        or other
        or re.search(r"\b(?:ponytail|braids?|bun|bob|pixie|curls|dye|undercut|mohawk|buzz ?cut|crew cut)\b", text)
    ):
        around = _around(text, "hair")
        colour = value("hair_colours", around) or (value("hair_colours", text) if other or "dye" in text else "")
        if colour:
            fields["hair_colour"] = colour
        style = value("hairs", re.sub(r"\b(?:up|down)\b(?! ?$)", "", around))
        if style:
            fields["hair"] = _cut_of(look, style, around)
        elif "hair" in text and not colour and re.search(r"\b(?:another|different|other|new|change)\b", text):
            fields["hair"] = (
                "bob" if look.sex == "woman" and look.hair != "bob" else "swept" if look.hair != "swept" else "crop"
            )
    return fields


def _cut_of(look: Look, style: str, text: str) -> str:
    if look.sex == "man":
        if re.search(r"\blong(?:er)?\b", text):
            return "swept"
        return {"bob": "crop", "pixie": "crop", "long_straight": "swept"}.get(style, style)
    if re.search(r"\bshort\b", text) and style == "crop":
        return "pixie"
    return style


def _around(text: str, word: str) -> str:
    """Return the part of a text that speaks of one thing: five words before it and six after."""
    found = re.search(rf"((?:\S+ ){{0,5}})\S*{word}\S*((?: \S+){{0,6}})", text)
    if not found:
        return text
    before = re.split(r"\b(?:eyes|glasses|beard|dress|and)\b", found[1])[-1]
    after = re.split(r"\b(?:eyes|glasses|beard|dress|and)\b", found[2])[0]
    return f"{before} {word} {after}"


def _eyes(text: str) -> Fields:
    found = re.search(r"((?:\S+ ){0,2})eyes((?: \S+){0,3})", text)
    colour = value("eye_colours", f"{found[1]} {found[2]}") if found else ""
    return {"iris": colour} if colour else {}


def _adorned(text: str) -> Fields:
    fields: Fields = {}
    for field, words in _MARKS.items():
        if re.search(rf"\b(?:{words})\b", text):
            fields[field] = not re.search(rf"{_NOT}[^,]*\b(?:{words})\b", text)
    if re.search(r"\b(?:earrings?|hoops|studs)\b", text):
        fields["earrings"] = "none" if re.search(_NOT, text) else value("earrings", text) or "stud"
    return fields


def _shape(look: Look, text: str) -> Fields:
    step = {0.5: 0.6, 1.0: 1.0, 2.0: 1.6}[degree(text)]
    fields: Fields = {}
    for words, axis, by in _AXES:
        if re.search(rf"\b(?:{words})\b", text) and not ("hair" in text and axis == "height"):
            fields[axis] = round(max(-1.0, min(1.0, getattr(look, axis) + by * step)), 3)
    return fields


def _skin(look: Look, text: str) -> Fields:
    lighter, darker = (
        re.search(r"\b(?:paler|lighter skin|pale)\b", text),
        re.search(r"\b(?:darker skin|tanned|tan)\b", text),
    )
    if not lighter and not darker:
        return {}
    at = min(
        range(len(_SKINS)), key=lambda i: sum(abs(a - b) for a, b in zip(_rgb(_SKINS[i]), _rgb(look.skin), strict=True))
    )
    return {"skin": _SKINS[max(0, min(len(_SKINS) - 1, at + (2 if darker else -2)))]}


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
