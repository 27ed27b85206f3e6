"""What agents are told: one Markdown file a prompt, and the script library. Data, not code.

Belongs here: words. The only code is the reader that fills a prompt, strictly: a missing or an unused variable is an error.
"""
