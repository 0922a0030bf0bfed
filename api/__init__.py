"""The faces: routes, pages, commands, and the one place where everything is wired together."""

import os

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

# One thread for linear algebra unless the user asks for more: its matrices are small here, and a
# fit of them spends its time in threads that wait for each other (92 ms with two, 10 ms with one).
# The libraries look once, when they are loaded: this stands before anything that imports numpy.
if not any(name in os.environ for name in _THREADS):
    os.environ.update(dict.fromkeys(_THREADS, "1"))
