"""Vendors: the models of others, over plain HTTP, one file each.

A job is written down before it is submitted, its id before it is awaited; what comes back is probed before it counts.
"""
