"""Claims: what the words of a script plainly state, held against canon, whoever wrote the script.

Here belong exact patterns over single sentences, one module an idea: kinship, things, wounds, names, days, the dead.
What is asked, denied, supposed, dreamt, quoted or lied is no claim, and what canon does not know is no contradiction.
What needs judgement is asked of a model, elsewhere; what the events of a script tell is looked at in `continuity`.
"""

from .claim import Claim as Claim
from .reader import check_words as check_words
