"""The product with its styles and scripts as a phone gets them: collected, fingerprinted, compressed."""

import os
from pathlib import Path

from benchmarks.settings import *  # noqa: F403
from benchmarks.settings import STORAGES

STATIC_ROOT = Path(os.environ["BENCH_STATIC"])
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
