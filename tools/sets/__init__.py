"""Sets that can be filmed from any camera: scouted from footage, laid out from one picture, or painted in layers.

Here are footage becoming poses (``scouting``), poses becoming a radiance field (``field``), and any set becoming plates
with depth along a camera's path (``shooting``). Who stands before a plate, and how a shot is framed, is the picture's.
"""
