"""The authorisation matrix of the applicant's pages: every address, everybody, GET and POST.

**A new address needs one line in ``ROWS``**: its url name and a word of ``who_may``:

* ``public()`` everybody · ``signed_in()`` every account · ``own_account()`` every applicant, on
  their own things · ``own_thing(at=…)`` one person's thing, nobody else's
* ``case(at=on("draft"))`` owner and agents who may fill in · ``case(COLLECT)`` who may collect ·
  ``case(None)`` any standing authorisation · ``case_owner_only()`` never an agent
* ``secret_link(at=on(secret=…))`` whoever holds the link

``methods`` is GET, POST or BOTH; ``at=on(case, **parts)`` fills the address (a part may be a
function of the stage); other keywords are posted. Who is not let in meets sign-in (nobody signed
in), 403 (a clerk) or 404 (everybody else). Tests beyond the door belong to the page's own file.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import SignatureRequest
from bundles.reception.models import Appointment
from bundles.reception.services import register_kiosk
from departments.models import Officer
from portal.notices.letters import unsubscribe_link
from portal.notices.models import Notice
from portal.notices.services import tell
from tests.cases import clerk
from tests.web.stage import (
    ALL,
    COLLECT,
    Role,
    Stage,
    a_page,
    a_photograph,
    a_promise,
    an_upload,
    code_on_a_result,
)
from tests.web.who_may import (
    BOTH,
    GET,
    POST,
    Answer,
    Row,
    case,
    case_owner_only,
    on,
    own_account,
    own_device_link,
    own_thing,
    public,
    secret_link,
    signed_in,
)

# a session that is not one's own; ending one's own: tests/accounts/test_sessions.py
NOBODYS_SESSION = Row(
    frozenset(),
    dict.fromkeys(Role, Answer.NOT_THERE) | {Role.ANONYMOUS: Answer.SIGN_IN},
    POST,
    on(session_id=2**31 - 1),
    {},
)
BUNDLE = on(division="152571000000", code="company-opening")
DOCUMENT = on(document=lambda stage: stage.document.pk)
MEMBERSHIP = on(membership=lambda stage: stage.organisation.pk)


def link_of(stage: Stage) -> str:
    """What the first of those who sign was sent."""
    return SignatureRequest.objects.filter(round__submission=stage.asked).earliest("pk").secret


def beside_of(stage: Stage) -> str:
    """The owner's own screen at the counter where a clerk helps them now."""
    draft = stage.draft
    officer = Officer.objects.select_related("department", "hall").get(number="WLG-ZW-01")
    by = Actor.for_helper(officer, draft.applicant)
    return services.assist(draft.pk, present=draft.applicant, by=by).secret


def an_appointment(stage: Stage) -> UUID:
    """The owner's."""
    begins = timezone.now() + timedelta(days=3)
    made, _new = Appointment.objects.get_or_create(
        applicant=stage.owner,
        code="482913",
        defaults={
            "hall": stage.draft.hall,
            "bundle_code": "company-opening",
            "day": begins.date(),
            "begins_at": begins,
            "ends_at": begins + timedelta(minutes=30),
            "booked_at": timezone.now(),
        },
    )
    return made.token


def a_pairing_word(stage: Stage) -> str:
    """What makes a machine one of the hall's, once."""
    return register_kiosk(stage.draft.hall, "门口", by=clerk())[1]


def told(stage: Stage) -> Notice:
    """A message to the owner."""
    tell(stage.issued.pk)
    return Notice.objects.filter(applicant=stage.owner).earliest("pk")


ROWS: dict[str, Row] = {
    # --- for everybody
    "web:front": public(),
    "web:bundle": public(at=BUNDLE),
    "web:guide": public(at=BUNDLE),
    "web:guide-question": public(
        at=on(division="152571000000", code="company-opening", key="premises")
    ),
    "web:guide-check": public(at=BUNDLE),
    "web:guide-list": public(at=BUNDLE),
    "web:guide-what-if": public(at=BUNDLE),
    "web:guide-notice": public(at=BUNDLE),
    "web:relief": public(),
    "web:relief-of": public(at=BUNDLE),
    "web:bundle-anywhere": public(at=on(code="company-opening")),
    "web:search": public(),
    "web:suggestions": public(),
    "web:life": public(at=on(key="open-business")),
    "web:places": public(),
    "web:place": public(POST, place="152571000000"),
    "web:item": public(at=on(code="000DEM0000E1")),
    "web:departments": public(),
    "web:department": public(at=on(code="wlg-scjg")),
    "web:progress": public(),
    "web:manifest": public(),
    "web:worker": public(),
    "web:offline": public(),
    "web:verify": public(BOTH),
    "web:verify-keys": public(),
    "web:verify-program": public(),
    "web:verify-code": public(at=on(payload=code_on_a_result)),
    "web:privacy": public(),
    "web:accessibility": public(),
    "web:design": public(),
    "web:language": public(POST, language="en"),
    "web:size": public(POST, size="large"),
    # --- a case
    "web:start": own_account(BOTH, at=BUNDLE, token="7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3a"),
    "web:guide-start": own_account(BOTH, at=BUNDLE, token="0c1f6a53-53a5-4c6a-9f55-3f1d7b7a9a10"),
    "web:cases": own_account(),
    "web:case": case(None, at=on("issued")),
    "web:tasks": case(at=on("draft")),
    "web:page": case(methods=BOTH, at=on("draft", block="company_name")),
    "web:step": case(methods=BOTH, at=on("draft", block="company_name", step="name")),
    "web:row-step": case(methods=BOTH, at=on("draft", block="shareholders", index=0, step="who")),
    "web:what-if": case(methods=BOTH, at=on("draft"), change="invoices", to="yes"),
    "web:undo": case(methods=POST, at=on("draft")),
    "web:add": case(methods=BOTH, at=on("draft", block="staff")),
    "web:change": case(methods=BOTH, at=on("draft", block="staff", index=0)),
    "web:remove": case(methods=POST, at=on("draft", block="staff", index=0)),
    "web:materials": case(at=on("draft")),
    "web:material": case(methods=BOTH, at=on("draft", key="M07")),
    "web:remove-material": case(
        methods=BOTH, at=on("draft", key="M07", handed=lambda stage: stage.handed.pk)
    ),
    "web:look-up": case(methods=POST, at=on("draft", key="M07")),
    "web:uploads": case(methods=POST, at=on("draft", key="M07")),
    "web:upload": own_thing(at=on(upload=an_upload)),
    "web:upload-finish": own_thing(at=on(upload=an_upload)),
    "web:scan": case(methods=BOTH, at=on("draft", key="M07")),
    "web:scan-make": case(methods=POST, at=on("draft", key="M07")),
    "web:scan-page": case(methods=POST, at=on("draft", key="M07", page=a_page), do="right"),
    "web:scan-thumbnail": case(at=on("draft", key="M07", page=a_page)),
    "web:file": case(at=on("draft", handed=lambda stage: stage.handed.pk)),
    "web:thumbnail": case(at=on("draft", handed=a_photograph)),
    "web:review": case(methods=BOTH, at=on("draft")),
    "web:signatures": case(methods=BOTH, at=on("asked")),
    "web:signature-link": case(at=on("asked", number=1)),
    "web:signature-qr": case(at=on("asked", number=1)),
    "web:signature-renew": case(methods=POST, at=on("asked", number=1)),
    "web:signature-own": case(methods=POST, at=on("asked")),
    "web:signature-stop": case(methods=POST, at=on("asked")),
    "web:beside": secret_link(BOTH, at=on(secret=beside_of)),
    "web:beside-now": secret_link(at=on(secret=beside_of)),
    "web:sign": own_device_link(BOTH, at=on(secret=link_of)),
    "web:sign-identity": secret_link(POST, at=on(secret=link_of)),
    "web:sign-text": secret_link(at=on(secret=link_of)),
    "web:sign-decline": secret_link(BOTH, at=on(secret=link_of)),
    "web:sign-deny": secret_link(BOTH, at=on(secret=link_of)),
    "web:later": case(methods=BOTH, at=on("in_review", key=a_promise)),
    "web:correction": case(
        methods=BOTH,
        at=on("returned"),
        correction=lambda stage: stage.returned.corrections.get().pk,
    ),
    "web:take-back": case(methods=POST, at=on("filed")),
    "web:receipt": case(None, at=on("issued")),
    "web:letter": case(None, at=on("issued", paper=lambda stage: stage.letter.pk)),
    "web:result": case(COLLECT, at=on("issued", key="E1")),
    "web:result-of-person": case(COLLECT, at=on("issued", key="E1", nth=0)),
    "web:withdraw": case(ALL, methods=BOTH),
    "web:withdraw-item": case(ALL, methods=BOTH, at=on("in_review", key="E1")),
    "web:withdraw-commitment": case(methods=BOTH, at=on("in_review", key="E1")),
    "web:ask": case(None, methods=POST),
    "web:delivery": case(ALL, methods=BOTH, way="window"),
    "web:standing": case(None, at=on("issued")),
    "web:archive": case(ALL, at=on("issued")),
    "web:wallet": own_account(),
    "web:certificate": case(COLLECT, at=on("issued", key="E1")),
    "web:certificate-of-person": case(COLLECT, at=on("issued", key="E1", nth=0)),
    # --- messages
    "web:messages": own_account(),
    "web:messages-read": own_account(POST),
    "web:messages-settings": own_account(
        BOTH, email="important", sms="nothing", language="zh-hans"
    ),
    "web:message": own_thing(at=on(notice=lambda stage: told(stage).pk)),
    "web:unsubscribe": secret_link(
        BOTH, at=on(mark=lambda stage: unsubscribe_link(stage.owner.pk).split("/")[-2])
    ),
    # --- coming to the hall
    "web:appointments": own_account(),
    "web:appointment-book": own_account(BOTH),
    "web:appointment": own_thing(GET, at=on(token=an_appointment)),
    "web:appointment-qr": own_thing(GET, at=on(token=an_appointment)),
    "web:appointment-calendar": own_thing(GET, at=on(token=an_appointment)),
    "web:appointment-cancel": own_thing(at=on(token=an_appointment)),
    "web:kiosk": public(),  # only a paired machine is given numbers: tests/web/test_kiosk.py
    "web:kiosk-take": public(POST),
    "web:kiosk-check-in": public(POST),
    "web:kiosk-ticket": public(at=on(ticket=1)),
    "web:kiosk-pair": secret_link(BOTH, at=on(word=a_pairing_word)),
    "web:display": public(at=on(hall="wlg-hall")),
    # --- one's own data
    "web:mine": own_account(),
    "web:mine-profile": own_account(),
    "web:mine-number": own_account(POST),
    "web:mine-profile-change": own_account(BOTH),
    "web:mine-profile-forget": own_account(POST),
    "web:mine-identity": own_account(BOTH),
    "web:mine-organisations": own_account(),
    "web:mine-organisation-add": own_account(BOTH),
    "web:mine-organisation": own_thing(BOTH, at=MEMBERSHIP),
    "web:mine-organisation-prove": own_thing(at=MEMBERSHIP),
    "web:mine-organisation-leave": own_thing(at=MEMBERSHIP),
    "web:mine-agents": own_account(),
    "web:mine-agent-invite": own_account(BOTH),
    "web:mine-agent-revoke": own_thing(at=on(agent=lambda stage: stage.agent.pk)),
    "web:mine-invitation-cancel": own_thing(at=on(invitation=lambda stage: stage.invitation.pk)),
    "web:mine-invitation": own_account(BOTH, at=on(secret=lambda stage: stage.secret)),
    "web:mine-acting": own_account(),
    "web:mine-acting-stop": Row(
        frozenset({Role.AGENT}),
        own_thing().refused | {Role.OWNER: Answer.NOT_THERE},
        POST,
        on(agent=lambda stage: stage.agent.pk),
        {},
    ),
    "web:mine-consents": own_account(),
    "web:mine-consent-withdraw": own_thing(BOTH, at=on(consent=lambda stage: stage.consent.pk)),
    "web:mine-documents": own_account(),
    "web:mine-document": own_thing(GET, at=DOCUMENT),
    "web:mine-document-delete": own_thing(at=DOCUMENT),
    "web:mine-draft-delete": case_owner_only(BOTH, at=on("draft")),
    "web:mine-looks": own_account(),
    "web:mine-export": own_account(BOTH),
    "web:mine-delete": own_account(BOTH),
    # --- the account itself
    "account_profile": signed_in(GET),
    "account_login": public(BOTH),
    "account_logout": public(BOTH),
    "account_signup": public(BOTH),
    "account_inactive": public(),
    "account_change_password": signed_in(),
    "account_reset_password": public(BOTH),
    "account_reset_password_code": public(BOTH),
    "account_reset_password_new": public(BOTH),
    "account_set_password": signed_in(),
    "account_request_login_code": public(BOTH),
    "account_confirm_login_code": public(BOTH),
    "account_signup_you": public(BOTH),
    "account_signup_password": public(BOTH),
    "account_signup_agree": public(BOTH),
    "account_signup_done": signed_in(GET),
    "account_reauthenticate": signed_in(),
    "account_reauthenticate_code": signed_in(),
    "account_contact": signed_in(),
    "account_contact_code": signed_in(),
    "account_remove_email": signed_in(POST),
    "usersessions_list": signed_in(GET),
    "usersessions_end": NOBODYS_SESSION,
    "usersessions_end_all": signed_in(POST),
    "mfa_authenticate": public(BOTH),
    "mfa_index": signed_in(GET),
    "mfa_activate_totp": signed_in(),
    "mfa_deactivate_totp": signed_in(),
    "mfa_view_recovery_codes": signed_in(GET),
    "mfa_generate_recovery_codes": signed_in(),
    "mfa_download_recovery_codes": signed_in(GET),
    "account_identity": own_account(BOTH),
    "account_identity_start": own_account(POST),
    "openid_connect_callback": public(at=on(provider_id="identity")),
}
