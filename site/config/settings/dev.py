"""For trying the product and for working on it: SQLite, one machine, no secrets to set."""

from config.settings.base import *  # noqa: F403

DEBUG = False
SERVE_MEDIA = True
SECRET_KEY = "only-for-trying-never-for-people"
ALLOWED_HOSTS = ["*"]
