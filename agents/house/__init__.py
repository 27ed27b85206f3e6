"""The house crew: every role of the graph without a language model.

Six rooms: ``premise`` (the line is read), ``bible`` (the series is declared), ``season`` (it is planned,
attacked and answered), ``script`` (an episode is composed), ``board`` (it is directed), and ``sequel`` (what a season
leaves begins the next). All of it is seeded and deterministic. Does not belong here: the words themselves
(``prompts/library``), models, tools, files.
"""
