"""Numerals: the numbers that one writes with digits and another with words, so that both are told alike."""

import re

_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete "
    "dezoito dezenove vinte",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "hi": "शून्य एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять",
    "zh": "零 一 二 三 四 五 六 七 八 九 十 十一 十二",
    "ja": "零 一 二 三 四 五 六 七 八 九 十 十一 十二",
    "ko": "영 일 이 삼 사 오 육 칠 팔 구 십",
    "th": "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ",
}
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa",
}


def spelt(text: str, language: str) -> str:
    """Return a text with its small numbers as words of a language; larger ones stay digits."""
    words = _WORDS.get(language)
    return re.sub(r"\d+", lambda found: _spelt(found.group(), words.split(), language), text) if words else text


def _spelt(digits: str, words: list[str], language: str) -> str:
    number = int(digits)
    if number < len(words):
        return words[number]
    tens = _TENS.get(language, "").split()
    if tens and 30 <= number < 100 and number % 10 == 0:
        return tens[number // 10 - 3]
    return digits
