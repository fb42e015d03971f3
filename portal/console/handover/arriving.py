"""What was scanned at the desk, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.casework.models import Submission
from bundles.issuance.models import Certificate
from bundles.issuance.selectors import awaited
from departments.models import Hall

LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class Scanned:
    """``code`` as it was read; ``results`` that wait for arrival under it; else what is the matter
    in ``problem``.
    """

    code: str
    results: tuple[Certificate, ...] = ()
    problem: str = ""


def scanned(text: str, hall: Hall) -> Scanned:
    """The awaited results behind the number of a result, a case, its part, or an order."""
    code = "".join(text.split()).upper()[:LONGEST_CODE]
    if not code:
        return Scanned("")
    found = tuple(awaited(hall.pk).filter(_named(code))[:50])
    return Scanned(code, found, "" if found else _why_not(code, hall))


def _named(code: str) -> Q:
    order = code.removeprefix("DD")
    return (
        Q(number=code)
        | Q(batch__submission__number=code)
        | Q(work_item__number=code)
        | (Q(work_item__order__pk=int(order)) if code != order and _is_id(order) else Q(pk=-1))
    )


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


def _why_not(code: str, hall: Hall) -> str:
    """In words: another hall's, here already, handed over, not decided yet, or nothing of ours."""
    known = Certificate.objects.filter(_named(code)).select_related("batch__submission__hall")
    certificate = _latest(known)
    if certificate is None:
        case = Submission.objects.filter(number=code).select_related("hall").first()
        if case is None:
            return _("没有找到“%(code)s”。请核对编号，或者用下面的清单勾选。") % {"code": code}
        if case.hall_id != hall.pk:
            return _another_hall(case.hall)
        return _("这个办件还没有要登记到件的结果：部门还没有办结，或者结果由平台打印。")
    submission = certificate.batch.submission
    if submission.hall_id != hall.pk:
        return _another_hall(submission.hall)
    if certificate.batch.handed_over_at:
        return _("这份结果已经交付签收，不用再登记。")
    if certificate.arrived_at:
        at = timezone.localtime(certificate.arrived_at).strftime("%m-%d %H:%M")
        return _("这份结果 %(at)s 已经登记到件，放在货架 %(shelf)s。") % {
            "at": at,
            "shelf": certificate.shelf or "—",
        }
    return _("这份结果还没有出件，请等部门办结后再登记。")


def _another_hall(hall: Hall) -> str:
    return _("这份结果属于%(hall)s，请转送过去，不要在这里上架。") % {"hall": hall.name}


def _latest(known: QuerySet[Certificate]) -> Certificate | None:
    return known.order_by("-id").first()
