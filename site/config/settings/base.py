"""Settings that hold everywhere. What differs comes from the environment (docs/operations.md lists it)."""

from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"

env = environ.FileAwareEnv()
env.read_env(ROOT / ".env")

INSTALLED_APPS = [
    "home",
    "campaigns",
    "leaderboard",
    "hazards",
    "exams",
    "courses",
    "organizations",
    "wagtail.embeds",
    "wagtail.sites",
    "organizations.apps.AccountsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_q",
    "csp",
    "django.contrib.humanize",  # its Chinese for the admin's "2 minutes ago"
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.proxies.ProxiedAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.PageCompression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "organizations.middleware.StaffSessionMiddleware",
    "exams.middleware.KioskMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "courses.rights.page_wall.PageWall",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.page",
            ],
        },
    }
]

# ---- Database --------------------------------------------------------------------------------------------------
# SQLite: IMMEDIATE and WAL, or concurrent answers fail with "database is locked"; FULL, or a power cut loses some.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
# PostgreSQL: parameters travel beside the statement, and a connection stays with its thread, so that a statement said
# before is neither parsed nor planned again: a third less work on both sides. A kept connection is looked at first.
POSTGRES_OPTIONS = {"server_side_binding": True}
KEPT_CONNECTION = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a DATABASE_URL, with what each of the two databases needs to be safe and fast."""
    settings: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if settings["ENGINE"].endswith("sqlite3"):
        return {**settings, "CONN_MAX_AGE": 600, "OPTIONS": SQLITE_OPTIONS}
    options = {**settings.get("OPTIONS", {}), **POSTGRES_OPTIONS}
    return {**settings, **KEPT_CONNECTION, "ENGINE": "config.postgresql", "OPTIONS": options}


(ROOT / "var").mkdir(exist_ok=True)
DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'db.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- People ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["organizations.backends.PasswordBackend", "organizations.backends.PinBackend"]
PASSWORD_HASHERS = ["organizations.hashers.FrugalArgon2Hasher", "organizations.hashers.PinHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "organizations:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
OTP_TOTP_ISSUER = "警钟"
SESSION_ENGINE = "organizations.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # a worker's own phone: a month
STAFF_SESSION_IDLE_SECONDS = 30 * 60

# What is shared between processes and may be lost: how far a long task has come.
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if (REDIS_URL := env.str("REDIS_URL", default=""))
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": ROOT / "var" / "cache"},
    # pages that many are shown alike, kept by each process for itself; "default" says which edition holds. Parts of
    # templates in which nothing changes but the language stand here too: {% cache None "exam-look" LANGUAGE_CODE … %}
    "copies": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "copies"},
}

# ---- Words and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [SITE / "locale", SITE / "locale_overrides"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ---- Files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STATICFILES_DIRS = [SITE / "static"]
MEDIA_URL = "/media/"
SERVE_MEDIA = False  # a proxy or a bucket does it in real use
MEDIA_ROOT = ROOT / "media"
PRIVATE_ROOT = ROOT / "var" / "private"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
ROSTER_MAX_BYTES = 20 * 1024 * 1024
QUESTION_FILE_MAX_BYTES = 20 * 1024 * 1024
PICTURE_MAX_BYTES = 15 * 1024 * 1024
ANSWER_FILE_MAX_BYTES = 1024 * 1024  # of one answer file: a day of choosing makes some 100 KB
FILM_MAX_BYTES = env.int("FILM_MAX_MB", default=300) * 1024 * 1024

# ---- Background work -----------------------------------------------------------------------------------------------
Q_CLUSTER: dict[str, Any] = {
    "name": "jingzhong",
    "workers": env.int("WORKERS", default=2),
    "timeout": 15 * 60,
    "retry": 16 * 60,
    "max_attempts": 3,
    "ack_failures": True,
    "save_limit": 10_000,
    "catch_up": False,
    "label": _("Background work"),
    "orm": "default",
}
if REDIS_URL:
    del Q_CLUSTER["orm"]
    Q_CLUSTER["redis"] = REDIS_URL

# ---- Wagtail -------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "警钟"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "courses.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "courses.Attachment"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "txt", "mp4", "webm"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "courses.pages.attachment_form.AttachmentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "courses.pages.accepting.publish_accepted"
WAGTAILADMIN_LOGIN_URL = "organizations:staff_sign_in"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h3", "bold", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "courses.search_backend"}}

# A county has no mail server; who is waited for sees it on his first page. Wagtail would write to everybody concerned.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# ---- Safety ----------------------------------------------------------------------------------------------------------
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", default=[])  # whose X-Forwarded-For is believed
RECEIPT_SECRET = env.str(
    "RECEIPT_SECRET", default=""
)  # receipts are signed with a key made from it, or from SECRET_KEY
RECEIPT_OLD_KEYS: list[str] = env.list("RECEIPT_OLD_KEYS", default=[])  # public keys of earlier secrets
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews pages in a frame of its own
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "home.errors.csrf_failure"
SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
# Wagtail's date widgets and inline panels write inline scripts and styles; nothing outside the admin may.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # fontTools lists every glyph of every PDF; the others tell of each thing they do
    "loggers": {name: {"level": "WARNING"} for name in ("fontTools", "django_tasks", "django-q", "wagtail")},
}
