"""Choosing: which maker serves which job, read from ``makers.toml`` and ``--mix``, looked at, built and priced.

What makers are is in ``tools``; here is only which of them are wanted, what they lack, and what they will cost.
"""
