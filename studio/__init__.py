"""Where the user meets the crew: the command line, the settings and the wiring.

Belongs here: reading what the user wants, building the objects of the floors below, handing them in, showing progress
and results. Does not belong here: any decision about a story or a picture.
"""
