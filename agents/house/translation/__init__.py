"""The house writer's own lines in other languages: the library carries translations of all that it has people say.

``phrasebook`` reads them; ``recognising`` finds the card's line behind a line of a script, and what its slots stand
for; ``rendering`` says it in the other language. What the library did not write it does not translate.
"""
