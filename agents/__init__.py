"""Who decides: the LangGraph graph and its crew of showrunner, writer, director, continuity and editor.

Belongs here: what the crew thinks (with a language model or with the script library) and the order in which it works.
Does not belong here: how a picture or a sound is made (tools), how a document is kept (memory), how a user is met
(studio).
"""
