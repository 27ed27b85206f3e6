"""Languages: their codes and their names, for those that somebody may dub into."""

from dataclasses import dataclass

from ..errors import UserError


@dataclass(frozen=True)
class Language:
    """One language."""

    code: str
    """BCP 47 without a region: "es"."""
    three: str
    """ISO 639-2/T, as players and mp4 files want it: "spa"."""
    name: str
    own: str
    """What its speakers call it."""


_TABLE = """
ar ara Arabic العربية
bn ben Bengali বাংলা
cs ces Czech čeština
da dan Danish dansk
de deu German Deutsch
el ell Greek ελληνικά
en eng English English
es spa Spanish español
fa fas Persian فارسی
fi fin Finnish suomi
fil fil Filipino Filipino
fr fra French français
he heb Hebrew עברית
hi hin Hindi हिन्दी
hu hun Hungarian magyar
id ind Indonesian Bahasa Indonesia
it ita Italian italiano
ja jpn Japanese 日本語
ko kor Korean 한국어
ms msa Malay Bahasa Melayu
nl nld Dutch Nederlands
no nor Norwegian norsk
pl pol Polish polski
pt por Portuguese português
ro ron Romanian română
ru rus Russian русский
sv swe Swedish svenska
sw swa Swahili Kiswahili
ta tam Tamil தமிழ்
te tel Telugu తెలుగు
th tha Thai ไทย
tr tur Turkish Türkçe
uk ukr Ukrainian українська
ur urd Urdu اردو
vi vie Vietnamese Tiếng Việt
zh zho Chinese 中文
"""

LANGUAGES = {
    row.split()[0]: Language(*row.split(maxsplit=3)) for row in _TABLE.strip().splitlines()
}  # a name of two words comes last


def language(said: str) -> Language:
    """Return the language of a code or a name: "es", "es-MX", "Spanish", "español"; UserError for an unknown one."""
    wanted = said.strip().lower()
    found = LANGUAGES.get(wanted.replace("_", "-").partition("-")[0])
    if found is None:
        found = next(
            (one for one in LANGUAGES.values() if wanted in (one.name.lower(), one.own.lower(), one.three)), None
        )
    if found is None:
        raise UserError(f"There is no language {said[:40]!r} here; say one of: {', '.join(LANGUAGES)}.")
    return found


def languages(said: str) -> tuple[Language, ...]:
    """Return the languages of a list: "es,zh,ja"; each once."""
    return tuple(dict.fromkeys(language(part) for part in said.split(",") if part.strip()))
