"""The authorisation matrix of the console: every address, everybody, GET and POST.

**A new address needs one line in ``ROWS``**: its url name and a word of ``who_may``:

* ``windows()`` every window clerk · ``own_case(at=on("filed"))`` those of the case's hall, 404
  for other halls · ``hall_thing(Role.HEAD, at=…)`` roles of the hall, 404 for others' clerks
* ``only(Role.AUDIT)`` exactly these · ``library()`` read-only lists · ``calendar()`` ·
  ``staff()`` every officer about their own account · ``anybody()``

``methods`` is GET (default), POST or BOTH; ``at=on("filed", **parts)`` fills the address (a part
may be a function of the stage); other keywords are posted. Who is not let in meets sign-in (nobody
signed in), the second factor (a password alone), the locked screen, or 403; what a row says in
``refused`` comes first. Tests beyond the door belong to the page's own file.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from bundles.catalogue.models import BundleVersion
from departments.models import Department, Division, Hall, Material, Officer, ServiceItem
from tests.console.halls.stage import list_of, looked_at, sent_list_of, taken_in_of
from tests.console.handover.rows import order_of, parcel_of, scanned_batch_of, subsidy_of
from tests.console.originals.stage import handed_of, page_of, scan_of, scanned_for
from tests.console.seats import PASSWORD
from tests.console.stage import (
    Role,
    a_ticket,
    api_key_of,
    certificate_of,
    intake_of,
    notice_of,
    officer_of,
    paper_of,
    sha_of,
    stuck_step,
)
from tests.console.who_may import (
    AT_THE_CONSOLE,
    AT_WINDOWS,
    BOTH,
    ELSEWHERE,
    GET,
    POST,
    Answer,
    Place,
    Row,
    anybody,
    calendar,
    calendar_entry,
    hall_thing,
    library,
    on,
    only,
    own_case,
    staff,
    windows,
)
from tests.console.workshop.stage import CODE, draft_of

FLOOR_HERE = (Role.CLERK, Role.HEAD, Role.HELPER)
WORKSHOP = (Role.HEAD, Role.SUPERVISOR, Role.SYSTEM)
FLOOR = (*FLOOR_HERE, Role.OTHER_HALL, Role.OTHER_DIVISION)

LISTS = {
    "departments_division": Division,
    "departments_hall": Hall,
    "departments_department": Department,
    "departments_officer": Officer,
    "departments_serviceitem": ServiceItem,
    "departments_material": Material,
    "catalogue_bundleversion": BundleVersion,
}


def read_only() -> dict[str, Row]:
    """The library: a list and a page of each kind, and nothing else of them."""
    rows = {}
    for name, model in LISTS.items():
        rows[f"admin:{name}_changelist"] = library()
        rows[f"admin:{name}_change"] = library(
            at=on(object_id=lambda stage, model=model: model._default_manager.earliest("pk").pk)
        )
    return rows


def beside(methods: tuple[str, ...] = GET, **more: Any) -> Row:
    """An intake that waits for signatures: who sits at a counter of the hall where it was begun."""
    return hall_thing(*FLOOR_HERE, methods=methods, at=on(token=intake_of, **more))


def printed(at: Place) -> Row:
    """Papers of what was taken in: for window clerks; a helper's only where they helped."""
    return Row(
        AT_WINDOWS,
        at=at,
        refused=dict.fromkeys({*ELSEWHERE, Role.HELPER}, Answer.NOT_THERE),
    )


ROWS: dict[str, Row] = {
    # --- coming in, going, and the screen
    "admin:login": Row(
        AT_THE_CONSOLE | {Role.PROVIDER, Role.ANONYMOUS},
        BOTH,
        writers=frozenset(Role) - {Role.LOCKED, Role.HALF},
    ),
    "admin:logout": anybody(POST),
    "admin:jsi18n": only(*AT_THE_CONSOLE),
    "admin:app_list": only(*AT_THE_CONSOLE, at=on(app_label="departments")),
    "set_language": anybody(BOTH, language="en"),
    "admin:second": staff(Role.HALF),
    "admin:recovery_codes": staff(),
    "admin:password_change": staff(Role.HALF),
    "admin:lock": staff(methods=POST),
    "admin:awake": staff(methods=POST),
    "admin:unlock": staff(Role.LOCKED, methods=POST, proof=PASSWORD),
    # --- the desk
    "admin:index": only(*AT_THE_CONSOLE),
    "admin:queue": windows(at=on(queue="waiting")),
    "admin:search_cases": windows(BOTH),
    "admin:retry": own_case(POST, at=on(step_id=stuck_step)),
    # --- taking in at the counter
    "admin:intake": only(*FLOOR, methods=BOTH),
    "admin:intake_page": beside(),
    "admin:intake_block": beside(POST, block="capital"),
    "admin:intake_usual": beside(POST),
    "admin:intake_mirror": beside(),
    "admin:intake_ask": beside(POST),
    "admin:intake_sign": beside(POST, number=2),
    "admin:intake_renew": beside(POST, number=2),
    "admin:intake_code": beside(number=2),
    "admin:intake_application": beside(),
    "admin:intake_paper": beside(POST),
    "admin:intake_file": beside(POST),
    "admin:intake_aside": beside(POST),
    "admin:intake_resume": beside(POST),
    "admin:intake_discard": beside(POST),
    "admin:mend": own_case(POST, at=on("filed")),
    "admin:receipt": printed(at=on("filed")),
    "admin:receipt_paper": printed(at=on("issued", paper=paper_of)),
    "admin:label": printed(at=on("filed")),
    # --- originals before the clerk
    "admin:originals": beside(),
    "admin:original": beside(BOTH, key="M08"),
    "admin:original_make": beside(POST, key="M08"),
    "admin:original_compare": beside(POST, key="M08"),
    "admin:original_scans": beside(POST, key=scanned_for),
    "admin:original_remove": beside(POST, key="M08", handed=0),
    "admin:original_page": beside(POST, key="M08", scan=UUID(int=7)),
    "admin:original_page_small": beside(key="M08", scan=page_of),
    "admin:original_page_whole": beside(key="M08", scan=page_of),
    "admin:original_file": beside(handed=handed_of),
    "admin:original_file_page": beside(handed=handed_of, number=1),
    "admin:original_small": beside(handed=handed_of),
    "admin:scan_small": beside(scan=scan_of),
    "admin:material_page": own_case(at=on("filed", sha256=sha_of, page_number=1)),
    # --- halls that work together
    "admin:halls": windows(),
    "admin:transfer_begin": windows(POST, hall="dl-hall"),
    "admin:transfer_list": own_case(at=on(number=list_of)),
    "admin:transfer_scan": own_case(POST, at=on(number=list_of)),
    "admin:transfer_off": own_case(POST, at=on(number=list_of, bag=0)),
    "admin:transfer_send": own_case(POST, at=on(number=list_of)),
    "admin:transfer_finish": own_case(POST, at=on(number=list_of)),
    "admin:transfer_paper": Row(
        frozenset({Role.CLERK, Role.HEAD, Role.OTHER_HALL}),
        at=on(number=sent_list_of),
        refused={Role.OTHER_DIVISION: Answer.NOT_THERE},
    ),
    "admin:forward": Row(
        frozenset({Role.OTHER_HALL}),
        POST,
        on(number=taken_in_of),
        refused={Role.OTHER_DIVISION: Answer.NOT_THERE},
    ),
    "admin:look_in": windows(BOTH),
    "admin:look_in_case": own_case(at=on(number=looked_at)),
    # --- a case
    "admin:case": own_case(at=on("filed")),
    "admin:unmask": own_case(POST, at=on("filed")),
    "admin:accept": own_case(POST, at=on("filed")),
    "admin:return": own_case(POST, at=on("filed")),
    "admin:refuse": own_case(BOTH, at=on("filed")),
    "admin:take_in_later": own_case(POST, at=on("filed"), material="M07"),
    "admin:take": own_case(POST, at=on("filed")),
    "admin:hand_on": own_case(POST, at=on("filed")),
    "admin:put_back": own_case(POST, at=on("filed")),
    "admin:progress": own_case(at=on("filed")),
    "admin:second_notice": only(Role.SUPERVISOR, methods=BOTH, at=on(notice_id=notice_of)),
    "admin:notice_file": only(Role.SUPERVISOR, at=on(notice_id=notice_of, sha256=sha_of)),
    "admin:notice_file_page": only(
        Role.SUPERVISOR, at=on(notice_id=notice_of, sha256=sha_of, page_number=1)
    ),
    "admin:case_compare": own_case(POST, at=on("filed", key="M08")),
    "admin:paper": own_case(at=on("issued", paper=paper_of)),
    "admin:material": own_case(at=on("filed", sha256=sha_of)),
    "admin:hand_over": own_case(BOTH, at=on("issued")),
    "admin:arrive": own_case(POST, at=on("issued", certificate=certificate_of)),
    # --- results: arrived, handed over, posted, paid for; and the seal maker's own orders
    "admin:arrivals": windows(BOTH),
    "admin:handovers": windows(at=on(which="ready")),
    "admin:draft_record": own_case(POST, at=on("issued")),
    "admin:attach_scan": own_case(POST, at=on("issued", sequence=1)),
    "admin:signed_record": own_case(at=on("issued", sequence=scanned_batch_of)),
    "admin:proxy_paper": own_case(at=on("issued", sequence=scanned_batch_of)),
    "admin:pack": own_case(BOTH, at=on("issued")),
    "admin:send_parcel": own_case(POST, at=on("issued", parcel=parcel_of)),
    "admin:deliver_parcel": own_case(POST, at=on("issued", parcel=parcel_of)),
    "admin:return_parcel": own_case(POST, at=on("issued", parcel=parcel_of)),
    "admin:parcel_slip": own_case(at=on("issued", parcel=parcel_of)),
    "admin:subsidies": windows(),
    "admin:subsidies_export": windows(),
    "admin:confirm_subsidy": own_case(POST, at=on("issued", subsidy=subsidy_of)),
    "admin:provider": only(Role.PROVIDER),
    "admin:take_order": only(Role.PROVIDER, methods=POST, at=on(order=order_of)),
    "admin:finish_order": only(Role.PROVIDER, methods=POST, at=on(order=order_of)),
    "admin:hand_in_order": only(Role.PROVIDER, methods=POST, at=on(order=order_of)),
    # --- the administrators, each alone
    "admin:accounts": only(Role.SECURITY),
    "admin:account": only(Role.SECURITY, at=on(officer=officer_of)),
    "admin:account_verb": only(
        Role.SECURITY, methods=POST, at=on(officer=officer_of, verb="lift"), reason="本人到场"
    ),
    "admin:keys": only(Role.SECURITY),
    "admin:key_revoke": only(Role.SECURITY, methods=POST, at=on(key=api_key_of)),
    "admin:audit": only(Role.AUDIT),
    "admin:audit_book": only(Role.AUDIT, at=on(book="looks")),
    "admin:audit_export": only(Role.AUDIT, methods=POST, at=on(book="ledger")),
    "admin:audit_verify": only(Role.AUDIT, methods=POST, number=lambda stage: stage.filed.number),
    "admin:system": only(Role.SYSTEM),
    "admin:officers": only(Role.SYSTEM),
    "admin:officer_verb": only(
        Role.SYSTEM, methods=POST, at=on(officer=officer_of, verb="leave"), reason="调离"
    ),
    # --- the hall's floor
    "admin:reception": only(*FLOOR),
    "admin:reception_sit": only(*FLOOR, methods=POST, window=2**31 - 1),
    "admin:reception_leave": only(*FLOOR, methods=POST),
    "admin:reception_next": only(*FLOOR, methods=POST),
    "admin:reception_take": only(*FLOOR, methods=POST, line="C"),
    "admin:reception_check_in": only(*FLOOR, methods=POST, code="000000"),
    "admin:reception_slip": hall_thing(*FLOOR_HERE, at=on(ticket=a_ticket)),
    **{
        f"admin:reception_{verb}": hall_thing(*FLOOR_HERE, methods=POST, at=on(ticket=a_ticket))
        for verb in ("call", "recall", "missed", "serve", "finish", "back", "transfer")
    },
    "admin:reception_week": only(Role.HEAD),
    "admin:reception_week_add": only(Role.HEAD, methods=POST),
    "admin:reception_week_copy": only(Role.HEAD, methods=POST),
    "admin:reception_week_drop": only(Role.HEAD, methods=POST, at=on(shift=2**31 - 1)),
    "admin:reception_windows": only(Role.HEAD, methods=POST),
    "admin:reception_kiosks": only(Role.HEAD, methods=BOTH, label="门口"),
    "admin:reception_kiosk_stop": only(Role.HEAD, methods=POST, at=on(kiosk=2**31 - 1)),
    "admin:supervision": only(Role.HEAD, Role.SUPERVISOR),
    "admin:supervision_list": only(Role.HEAD, Role.SUPERVISOR, at=on(figure="late")),
    # --- the bundle workshop: three roles write, the heart says who approves
    "admin:workshop": only(*WORKSHOP),
    "admin:workshop_new": only(*WORKSHOP, methods=BOTH, code="X"),
    "admin:workshop_schema": only(*WORKSHOP),
    "admin:workshop_bundle": only(*WORKSHOP, at=on(code=CODE)),
    "admin:workshop_begin": only(*WORKSHOP, methods=POST, at=on(code=CODE), kind="retire"),
    "admin:workshop_edition": only(*WORKSHOP, at=on(edition=draft_of)),
    "admin:workshop_write": Row(
        frozenset({Role.HEAD}), POST, on(edition=draft_of), {"seen": "1", "text": "a: 1"}
    ),
    "admin:workshop_check": only(*WORKSHOP, methods=POST, at=on(edition=draft_of), text="a: 1"),
    "admin:workshop_proof": only(*WORKSHOP, at=on(edition=draft_of)),
    "admin:workshop_compare": only(*WORKSHOP, at=on(edition=draft_of)),
    "admin:workshop_preview": only(*WORKSHOP, at=on(edition=draft_of)),
    "admin:workshop_verb": Row(
        frozenset({Role.SUPERVISOR}),
        POST,
        on(edition=draft_of, verb="approve"),
        {"seen": "999"},
    ),
    # --- the hour without a network
    "admin:offline": windows(),
    "admin:offline_worker": windows(),
    "admin:offline_device": windows(),
    "admin:offline_numbers": windows(POST),
    "admin:offline_sync": windows(POST),
    "admin:offline_sync_file": windows(POST, at=on(token=UUID(int=7))),
    # --- the library, and the calendar
    **read_only(),
    "admin:departments_calendarday_changelist": library(),
    "admin:departments_calendarday_add": calendar(),
    "admin:departments_calendarday_change": calendar_entry(on(object_id="2026-10-01")),
    "admin:departments_calendarday_delete": calendar(at=on(object_id="2026-10-01")),
    "admin:departments_calendaryear_changelist": library(),
    "admin:departments_calendaryear_add": calendar(),
    "admin:departments_calendaryear_change": calendar_entry(on(object_id="2026")),
    "admin:departments_calendaryear_delete": calendar(at=on(object_id="2026")),
}
