"""What is known: the story's types, canon, recall, the series folder and the take store.

Belongs here: the typed documents (bible, outline, script, storyboard), what is true so far, the one
SQLite file that holds them, the Chroma index over them, and the store of takes by key. Does not
belong here: anything that decides (agents) or makes pictures and sound (tools).
"""
