"""One file of settings. Every environment name is read here and only here; what must be set has no default."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# --- environment --------------------------------------------------------------------------------------------------
env = environ.Env()
if env.bool("LEES_DOTENV", default=True) and (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

# --- security -----------------------------------------------------------------------------------------------------
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
VERSLEUTELSLEUTELS = env.list("VERSLEUTELSLEUTELS")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env("SITE_URL")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
OEFENEN = env.bool("OEFENEN", default=False)  # the practice portal: made-up people, no mail, no rights (ADR 51)
OEFEN_URL = env("OEFEN_URL", default="")  # in the real portal: where the practice portal is; empty is none
OEFEN_SLEUTEL = env("OEFEN_SLEUTEL", default="")  # the same in both: signs the ticket with which one goes there
STRENG = env.bool("STRENG", default=DEBUG)  # a mistake in the house raises instead of hiding the page

HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading a whole domain is for its owner to decide, not for us
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-sessie" if HTTPS else "sessie"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "swv_portal.fouten.te_lang_open"

# --- database -----------------------------------------------------------------------------------------------------
# Twice the same database: `logboek` commits by itself, so that a refusal survives the rollback of a request.
DATABASES = {"default": env.db("DATABASE_URL"), "logboek": env.db("DATABASE_URL")}
if env.str("DATABASE_URL_OPRUIMER", default=""):  # only for the worker: deletes what nobody else may (ADR 42)
    DATABASES["opruimer"] = env.db("DATABASE_URL_OPRUIMER")
for _verbinding in DATABASES.values():
    _verbinding |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
if OEFENEN and any("oefen" not in str(_verbinding["NAME"]) for _verbinding in DATABASES.values()):
    raise ImproperlyConfigured("OEFENEN staat aan, maar de naam van de database zegt niet dat die om te oefenen is.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- apps ---------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "swv_portal",
    "kern.logboek",
    "kern.gebruikers",
    "kern.bestanden",
    "kern.brieven",
    "kern.post",
    "kern.formulieren",
    "scholen",
    "voorlichting",
    "loket",
    "arrangementen",
    "thuiszitters",
    "monitoring",
    "dossier",
    "toezicht",
    "inrichting",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

# --- middleware ---------------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "kern.gebruikers.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kern.gebruikers.middleware.Sessiegrens",
    "kern.gebruikers.middleware.Poort",
    "scholen.middleware.Taal",
    "scholen.middleware.Dagen",
    "scholen.middleware.Onderdelen",
]
ROOT_URLCONF = "swv_portal.urls"
WSGI_APPLICATION = "swv_portal.wsgi.application"
AUTH_USER_MODEL = "gebruikers.Gebruiker"

# --- templates ----------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["swv_portal.components", "swv_portal.csrf", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "swv_portal.context.portaal",
            ],
        },
    }
]
FORM_RENDERER = "kern.formulieren.renderer.PortaalRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [(code, code) for code in ("nl", "en", "tr", "ar", "pl", "uk")]
LOCALE_PATHS = [BASE_DIR / "loket" / "uitleg" / "locale"]  # one catalogue, for letters and for pages: one sign-off
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# --- storage ------------------------------------------------------------------------------------------------------
BESTANDEN_MAP = env.path("BESTANDEN_MAP")
VERWIJDERBOEK_MAP = env.path("VERWIJDERBOEK_MAP")  # outside the database and BESTANDEN_MAP: own back-up
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / ".data" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MET_VINGERAFDRUK = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATIC_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CACHES = {"default": env.cache("CACHE_URL")}
BESTAND_GRENZEN = {  # of what a user sends; kern.bestanden.controle.Grenzen says what each means
    "megabytes": env.int("BESTAND_MAX_MB", default=20),
    "paginas": env.int("BESTAND_MAX_PAGINAS", default=500),
    "megapixels": env.int("BESTAND_MAX_MEGAPIXELS", default=64),
}
MEDIA_MEGABYTES = {  # as a phone sends it; what is kept is made anew and far smaller
    "geluid": env.int("GELUID_MAX_MB", default=25),
    "film": env.int("FILM_MAX_MB", default=100),
}
VIRUSSCANNER = env.str("VIRUSSCANNER", default="")  # unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310; empty: none
VIRUSSCANNER_WACHTTIJD = env.float("VIRUSSCANNER_WACHTTIJD", default=10)

# --- the seal on letters ------------------------------------------------------------------------------------------
ZEGEL = {
    "certificaat": env.str("ZEGEL_CERTIFICAAT", default=""),  # PEM with its chain, or one PKCS#12 file with the key
    "sleutel": env.str("ZEGEL_SLEUTEL", default=""),  # PEM; empty when the certificate's file holds it
    "wachtwoord": env.str("ZEGEL_WACHTWOORD", default=""),
    "tijdstempel": env.str("ZEGEL_TIJDSTEMPEL", default=""),  # URL of a timestamp authority (RFC 3161); empty: none
}

# --- mail ---------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL")
vars().update(EMAIL_CONFIG)
if OEFENEN:  # whoever practises mails nobody, whatever EMAIL_URL says
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env("MAIL_VAN")

# --- security.txt -------------------------------------------------------------------------------------------------
VEILIGHEID_CONTACT = env.str("VEILIGHEID_CONTACT", default="")  # mailto:, https: or tel:; else the address of the SWV
VEILIGHEID_TOT = env.str("VEILIGHEID_TOT", default="")  # the day until which it holds; else always half a year ahead

# --- celery -------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env("BROKER_URL")
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A child warms up in a second; with the four of Celery itself a busy machine kills each new one.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60.0
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}

# --- accounts -----------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["kern.gebruikers.inloggen.MetRollen"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kern.gebruikers.wachtwoorden.AndersDanAdres"},
    {"NAME": "kern.gebruikers.wachtwoorden.Lengte", "OPTIONS": {"min_length": 12}},
    {"NAME": "kern.gebruikers.wachtwoorden.NietGewoon"},
]
ACCOUNT_ADAPTER = "kern.gebruikers.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "kern.gebruikers.adapters.SocialAccountAdapter"
MFA_ADAPTER = "kern.gebruikers.adapters.MfaAdapter"
ACCOUNT_FORMS = {"login": "kern.gebruikers.forms.InlogForm"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# A school sits behind one address: many log in at once. What guesses one account is counted per account (adapters).
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip", "request_login_code": "300/m/ip,3/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("AANTAL_PROXIES", default=0)
SESSIEGRENZEN = {"staf": (30 * 60, 10 * 3600), "gezin": (15 * 60, 4 * 3600)}  # idle and in all, in seconds
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "kern.gebruikers.forms.PasskeyForm"}
MFA_TOTP_ISSUER = "SWV-portaal"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False


def _aanbieder(sleutel: str, naam: str, issuer: str, client: str, geheim: str) -> dict[str, object]:
    """A log-in elsewhere (OpenID Connect). sleutel: with the subject it is who somebody is, so it never changes."""
    server = {
        "server_url": issuer.rstrip("/"),
        "fetch_userinfo": False,  # only the token names who issued it, for whom and until when
        "openid_configuration_overrides": {"issuer": issuer},
    }
    return {"provider_id": sleutel, "name": naam, "client_id": client, "secret": geheim, "settings": server}


AANBIEDERS: list[dict[str, object]] = []
if OIDC := env.str("OIDC_ISSUER", default=""):  # of schools or the SWV itself
    AANBIEDERS += [_aanbieder("organisatie", "je organisatie", OIDC, env("OIDC_CLIENT_ID"), env("OIDC_CLIENT_SECRET"))]
if OIDC_GEZIN := env.str("OIDC_GEZIN_ISSUER", default=""):  # of parents and pupils, such as a broker of DigiD
    _naam = env.str("OIDC_GEZIN_NAAM", default="DigiD")
    AANBIEDERS += [_aanbieder("gezin", _naam, OIDC_GEZIN, env("OIDC_GEZIN_CLIENT_ID"), env("OIDC_GEZIN_CLIENT_SECRET"))]
# What the provider must say of how it made sure (acr) so that we ask no second step; empty: we always ask one.
OIDC_GEZIN_ZEKERHEID: list[str] = env.list("OIDC_GEZIN_ZEKERHEID", default=[])
if len({een["client_id"] for een in AANBIEDERS}) < len(AANBIEDERS):  # by that name allauth finds one back halfway
    raise ImproperlyConfigured("OIDC_CLIENT_ID and OIDC_GEZIN_CLIENT_ID must differ")
SOCIALACCOUNT_PROVIDERS: dict[str, object] = (
    {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": AANBIEDERS}} if AANBIEDERS else {}
)

# --- content security policy --------------------------------------------------------------------------------------
CSP_MELDING = "/csp-melding/"  # a browser tells here what it refused to run
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "report-to": ["csp"],
    }
}

# --- logging ------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_NIVEAU", default="INFO")},
}
