"""Footage: what somebody else has filmed, taken apart and put together again in another language.

Belongs here: what a video holds (``original``), voices parted from everything else (``parting``), who is seen to speak
(``watching``), the picture with other mouths (``remouthing``) and the master (``remaster``). Does not belong here: what
was said and by whom, which is heard in ``listening``, and any decision.
"""
