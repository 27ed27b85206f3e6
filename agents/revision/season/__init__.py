"""Edits of the plan: what an episode is for, who plays which part, when a question is answered, who leaves."""
