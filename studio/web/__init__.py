"""The Studio: a local page to make, watch, direct and continue series.

Here belongs what answers a browser and the page itself. It reads; what changes a series is done by a worker process
(`studio.worker`), which goes on when the page is closed or this process is killed.
"""
