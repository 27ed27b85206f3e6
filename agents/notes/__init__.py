"""Notes: what the user says becomes typed edits, without a model.

Here belongs what reads English notes: whom and what they mean, what they want, what is missing to do it. What an edit
does to the documents belongs to `revision`.
"""
