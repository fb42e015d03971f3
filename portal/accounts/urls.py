"""Addresses at the door, under allauth's own names so that its redirects find them."""

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.decorators.http import require_safe

from portal.accounts.entering import freshly
from portal.accounts.flow import limited
from portal.accounts.views import account, identity, passwords, sign_in, sign_up

sign_in_by_password = limited("password")(allauth.login)
see_index = require_safe(freshly(second_factor.index))
see_codes = require_safe(freshly(recovery.view_recovery_codes))
take_codes = require_safe(freshly(recovery.download_recovery_codes))

signing_in = [
    path("login/", sign_in_by_password, name="account_login"),
    path("login/code/", sign_in.ask_contact, name="account_request_login_code"),
    path("login/code/confirm/", sign_in.confirm, name="account_confirm_login_code"),
    path("login/second/", second_factor.authenticate, name="mfa_authenticate"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("again/", sign_in.again, name="account_reauthenticate"),
    path("again/code/", sign_in.again_code, name="account_reauthenticate_code"),
]

signing_up = [
    path("signup/", sign_up.begin, name="account_signup"),
    path("signup/you/", sign_up.you, name="account_signup_you"),
    path("signup/password/", sign_up.password, name="account_signup_password"),
    path("signup/agree/", sign_up.agree, name="account_signup_agree"),
    path("signup/done/", sign_up.done, name="account_signup_done"),
]

passwords_ = [
    path("password/change/", account.change_password, name="account_change_password"),
    path("password/set/", passwords.first, name="account_set_password"),
    path("password/reset/", passwords.forgotten, name="account_reset_password"),
    path("password/reset/code/", passwords.code, name="account_reset_password_code"),
    path("password/reset/new/", passwords.new, name="account_reset_password_new"),
]

mine = [
    path("", account.profile, name="account_profile"),
    path("contact/", account.change, name="account_contact"),
    path("contact/code/", account.change_code, name="account_contact_code"),
    path("contact/email/remove/", account.remove_email, name="account_remove_email"),
    path("sessions/", account.sessions, name="usersessions_list"),
    path("sessions/<int:session_id>/end/", account.end_session, name="usersessions_end"),
    path("sessions/end/", account.end_all_sessions, name="usersessions_end_all"),
]

second = [
    path("second/", see_index, name="mfa_index"),
    path("second/app/", freshly(totp.activate_totp), name="mfa_activate_totp"),
    path("second/app/off/", freshly(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second/codes/",
        see_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "second/codes/new/",
        freshly(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second/codes/file/",
        take_codes,
        name="mfa_download_recovery_codes",
    ),
]

outside = [
    path("identity/", identity.account, name="account_identity"),
    path("identity/start/", identity.start, name="account_identity_start"),
    path("oidc/<slug:provider_id>/callback/", identity.callback, name="openid_connect_callback"),
]

urlpatterns = [*signing_in, *signing_up, *passwords_, *mine, *second, *outside]
