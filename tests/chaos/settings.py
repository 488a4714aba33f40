"""The product as it is served for real, on plain HTTP, with its files in the folder that CHAOS_FOLDER names."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "the-chaos-test-needs-a-long-secret-too-0123456789-abcdefghij")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("SSL_REDIRECT", "false")
os.environ.setdefault("LOG_LEVEL", "ERROR")

from config.settings.production import *  # noqa: F403
from config.settings.production import CACHES, LOGGING, Q_CLUSTER, STORAGES

FOLDER = Path(os.environ["CHAOS_FOLDER"])
MEDIA_ROOT, PRIVATE_ROOT, STATIC_ROOT = FOLDER / "media", FOLDER / "private", FOLDER / "static"
CACHES["default"] = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": FOLDER / "cache"}
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
Q_CLUSTER["sync"] = True
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}  # what was cut on its way here is a bad request, as it should
