"""Revision: typed edits are carried out on the documents, their ripple is found and their price told.

One module an idea; each that carries out edits ends with ``CARRIED_OUT``, a table from the kind of edit to its
function. What a note means belongs to `notes`, what is filmed to the graph.
"""
