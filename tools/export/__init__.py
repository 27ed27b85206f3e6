"""Export: a finished episode as files that other programs open.

Each module writes one format of plain rows and takes; it knows nothing of stories.
"""
