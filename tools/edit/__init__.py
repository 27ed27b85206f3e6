"""The edit: segments, lines and stems become the Cut and the Master; and a Master is measured.

``spec`` says what to cut; ``mix`` lays and ducks the stems,
``master`` joins without re-encoding and writes the file, ``probe`` measures any file.
"""
