"""The house writer: showrunner and writer without a language model.

Belongs here: reading a premise, casting and outlining a season, composing a script, all from the script library,
seeded and deterministic. Does not belong here: the words themselves (``prompts/library``), models, tools, files.
"""
