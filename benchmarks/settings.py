"""The product as it is served for real, on plain HTTP and with the yardstick's address beside it."""

import os

os.environ.setdefault("SECRET_KEY", "a-benchmark-needs-a-long-secret-too-0123456789-abcdefghij")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("SSL_REDIRECT", "false")
os.environ.setdefault("LOG_LEVEL", "ERROR")

from config.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
Q_CLUSTER["sync"] = True  # noqa: F405
