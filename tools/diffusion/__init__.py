"""Diffusion: models that run here, on ``diffusers`` and torch (the extra ``[diffusion]``).

Belongs here: the registry of models with their licences, one thin adapter a pipeline, how memory is planned, and the
training of a character's LoRA. Nothing here imports torch before a model is asked for.
"""
