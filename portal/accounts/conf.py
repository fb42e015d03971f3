"""The settings of the door: signing up and in, codes, lockout, sessions, outside identity.

``portal.settings`` takes the tables over by name; what it says itself depends on the machine.
"""

from typing import Any

from portal.env import Environment

SIMULATED: dict[str, Any] = {
    "provider_id": "identity",
    "name": "模拟身份认证",
    "client_id": "portal",
    "secret": "known-to-everybody",  # of a simulator: it guards nothing
    "settings": {"server_url": "/simulators/identity", "oauth_pkce_enabled": True},
}
SCOPES = ["openid", "profile", "id_number"]


def default_senders(env: Environment) -> list[str]:
    """Without a gateway, a machine of one's own prints and files messages; production has none."""
    if env.production:
        return []
    home = "portal.accounts.codes.senders"
    return [f"{home}.FileSender", f"{home}.ConsoleSender"]


def identity_providers(env: Environment) -> list[dict[str, Any]]:
    """The configured provider, else the simulator; production without one has none."""
    if env.identity_url:
        app: dict[str, Any] = {
            "provider_id": "identity",
            "name": "identity",
            "client_id": env.identity_client_id,
            "secret": env.identity_client_secret,
            "settings": {"server_url": env.identity_url, "oauth_pkce_enabled": True},
        }
    elif not env.production:
        app = SIMULATED
    else:
        return []
    return [{**app, "settings": {**app["settings"], "scope": SCOPES}}]


SIGNING_IN: dict[str, Any] = {
    "AUTHENTICATION_BACKENDS": [
        "axes.backends.AxesStandaloneBackend",
        "portal.accounts.backends.SignInBackend",
    ],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("username", "email", "phone")},
        },
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    "ACCOUNT_ADAPTER": "portal.accounts.adapter.AccountAdapter",
    "ACCOUNT_FORMS": {
        "login": "portal.accounts.forms.sign_in.SignInForm",
        "change_password": "portal.accounts.forms.passwords.ChangedPasswordForm",
    },
    # what is typed as a name may be a phone number or an e-mail address: the backend knows
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_USERNAME_VALIDATORS": "portal.accounts.names.SIGN_IN_NAME_VALIDATORS",
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,  # it is sealed, and allauth would search it
    "ACCOUNT_EMAIL_VERIFICATION": "none",  # done before there is an account
    "ACCOUNT_LOGOUT_REDIRECT_URL": "/",
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_RATE_LIMITS": {
        "login": False,  # axes counts failures per account, "password" tries per address
        "password": "120/m/ip",  # against one password tried on everybody; an office shares one
        "login_failed": False,
        "enter_code": "60/m/ip",
        "signup": "20/m/ip",
        "request_login_code": "20/m/ip",
        "reset_password": "20/m/ip",
    },
    "MFA_ADAPTER": "portal.accounts.second_factor.SecondFactorAdapter",
    "MFA_FORMS": {
        "authenticate": "portal.accounts.forms.sign_in.SecondFactorForm",
        "activate_totp": "portal.accounts.forms.sign_in.NewSecondFactorForm",
    },
    "MFA_TOTP_TOLERANCE": 1,  # a clock half a minute off
    "MFA_REAUTHENTICATION_REQUIRED": False,  # portal.accounts.entering.freshly guards the pages
    "SOCIALACCOUNT_ADAPTER": "portal.accounts.identity.oidc.IdentityAdapter",
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,  # seconds
}

LOCKOUT: dict[str, Any] = {
    "AXES_FAILURE_LIMIT": 5,  # graded protection level 3: locked after 5 failures …
    "AXES_COOLOFF_TIME": 0.5,  # … for 30 minutes (in hours)
    "AXES_RESET_ON_SUCCESS": True,
    "AXES_LOCKOUT_PARAMETERS": ["username"],  # the account, from wherever it is tried
    "AXES_USERNAME_CALLABLE": "portal.accounts.lockout.counted_name",  # never what was typed
    "AXES_LOCKOUT_TEMPLATE": "account/locked.html",
    "AXES_HTTP_RESPONSE_CODE": 429,
    "AXES_DISABLE_ACCESS_LOG": True,
    "AXES_SENSITIVE_PARAMETERS": ["login", "username", "email", "contact", "code", "next"],
    "SILENCED_SYSTEM_CHECKS": ["axes.W006"],  # counted per account over all agents and addresses
}

SESSIONS: dict[str, Any] = {
    "SESSION_ENGINE": "portal.accounts.sessions",
    "SESSION_COOKIE_AGE": 12 * 3600,  # at the latest, however busy
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
}

ACCOUNT_SETTINGS = SIGNING_IN | LOCKOUT | SESSIONS
