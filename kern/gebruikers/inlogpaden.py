"""The views of django-allauth have no decorator of ours: their policy is here, by exact URL name, nothing by prefix.

A name that is not in this table does not exist, also when a new version of the library brings it.
"""

from .beleid import Beleid, ingelogd, niemand, openbaar

_OPENBAAR = Beleid((openbaar,))
_INGELOGD = Beleid((ingelogd,))
_NIEMAND = Beleid((niemand,))

BELEID: dict[str, Beleid] = {
    "account_login": _OPENBAAR,
    "account_logout": _OPENBAAR,
    "account_inactive": _OPENBAAR,
    "account_signup": _OPENBAAR,  # says that sign-up is closed
    "account_confirm_login_code": _OPENBAAR,
    "account_email_verification_sent": _OPENBAAR,
    "account_confirm_email": _OPENBAAR,
    "account_reset_password": _OPENBAAR,
    "account_reset_password_done": _OPENBAAR,
    "account_reset_password_from_key": _OPENBAAR,
    "account_reset_password_from_key_done": _OPENBAAR,
    "account_reauthenticate": _INGELOGD,
    "account_change_password": _INGELOGD,
    "account_set_password": _INGELOGD,
    "account_email": _NIEMAND,  # of staff the address is the invitation's; a family has loket.views.eigen_email
    "mfa_authenticate": _OPENBAAR,
    "mfa_login_webauthn": _OPENBAAR,
    "mfa_index": _INGELOGD,
    "mfa_reauthenticate": _INGELOGD,
    "mfa_reauthenticate_webauthn": _INGELOGD,
    "mfa_activate_totp": _INGELOGD,
    "mfa_deactivate_totp": _INGELOGD,
    "mfa_view_recovery_codes": _INGELOGD,
    "mfa_generate_recovery_codes": _INGELOGD,
    "mfa_download_recovery_codes": _INGELOGD,
    "mfa_list_webauthn": _INGELOGD,
    "mfa_add_webauthn": _INGELOGD,
    "mfa_remove_webauthn": _INGELOGD,
    "mfa_edit_webauthn": _INGELOGD,
    "usersessions_list": _INGELOGD,
    "openid_connect_login": _OPENBAAR,
    "openid_connect_callback": _OPENBAAR,
    "socialaccount_login_cancelled": _OPENBAAR,
    "socialaccount_login_error": _OPENBAAR,
    "socialaccount_signup": _OPENBAAR,  # says that sign-up is closed
    "socialaccount_connections": _INGELOGD,
}

ZONDER_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "gebruikers:beveiligen",
    }
)
"""What a log-in that still has to set up its second factor may reach, and nothing else."""

MET_FACTOR = frozenset({"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
"""What a session may reach whose user has a second factor that this session did not show."""

STERKER = frozenset(
    {
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
"""Where a session comes to be worth more than before: it goes on under a new key (T25)."""
