"""The crew played by a language model, at any endpoint that speaks OpenAI's chat protocol.

Belongs here: the one way to the endpoint with its retries, reading and repairing what a model answers, the drafts it
fills in, and the roles that use them. Does not belong here: what the crew is told (prompts), or the crew that needs no
model (house).
"""
