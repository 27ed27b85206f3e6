"""Identity: is it they? Every photographed frame is compared with what the cast looks like before anybody sees it.

Belongs here: finding and comparing faces and figures, the gate and its thresholds, and the measures by which others
publish their results. Does not belong here: what is done about a shot that fails; ``photography`` retakes it.
"""
