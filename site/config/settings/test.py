"""For the tests: files in a temporary folder, a cheap hash, tasks that run when they are asked to."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATABASES, PASSWORD_HASHERS, Q_CLUSTER, STORAGES
from organizations.hashers import PinHasher

DEBUG = False
SERVE_MEDIA = True
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]


class CheapPinHasher(PinHasher):
    """The PINs of a thousand tests take no seconds."""

    memory_cost = 8


_FOLDER = tempfile.TemporaryDirectory(prefix="jingzhong-tests-")  # gone with the process
_FILES = Path(_FOLDER.name)
MEDIA_ROOT = _FILES / "media"
STATIC_ROOT = _FILES / "static"
STATIC_ROOT.mkdir()
PRIVATE_ROOT = _FILES / "private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "config.settings.test.CheapPinHasher",
    *PASSWORD_HASHERS,
]
# Threaded tests lock an in-memory SQLite, so its test database is a file.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_FILES / "test.sqlite3")}
Q_CLUSTER["sync"] = True
