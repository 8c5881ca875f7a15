"""Senim: an anonymous help-seeking bot. The plan of the house is in docs/house.md."""

import os

# NumPy's products are small here: threads would only wake each other, one for each processor. Read when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
