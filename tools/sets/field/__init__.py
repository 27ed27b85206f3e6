"""The radiance field: what a capture shows becomes density and colour anywhere, on cores, CUDA or MPS."""
