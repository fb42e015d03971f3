"""The papers a case can produce (the numbers are those of the licence-document series, 01–12)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """What is printed; each value is also the name of its Typst template."""

    RECEIPT = "receipt", _("申请材料收件回执")
    CORRECTION = "correction", _("一次性补正告知书")
    REFUSAL = "refusal", _("不予受理通知书")
    ACCEPTANCE = "acceptance", _("受理通知书")
    REJECTION = "rejection", _("不予登记（许可）决定书")
    COMMITMENT_LETTER = "commitment_letter", _("告知承诺书")
    PUT_RIGHT_ORDER = "put_right_order", _("责令改正通知书")
    REVOCATION = "revocation", _("撤销决定书")
    LATER_PROMISE = "later_promise", _("容缺受理承诺书")
    HANDOVER = "handover", _("送达回证")
    MANIFEST = "manifest", _("办理结果清单")
    BUSINESS_LICENCE = "business_licence", _("营业执照")
    SEAL_FILING = "seal_filing", _("印章备案回执")
    TAX_NOTICE = "tax_notice", _("税务信息确认通知书")
    INSURANCE_NOTICE = "insurance_notice", _("社会保险登记通知书")
    FUND_NOTICE = "fund_notice", _("住房公积金单位账户通知书")
    PERMIT = "permit", _("许可证、登记证")
    RESULT = "result", _("办理结果通知书")
    ACCOUNT_RESERVATION = "account_reservation", _("开户预约单")


SERIES = {
    PaperKind.CORRECTION: "02",
    PaperKind.REFUSAL: "03",
    PaperKind.ACCEPTANCE: "04",
    PaperKind.REJECTION: "07",
    PaperKind.HANDOVER: "09",
    PaperKind.RECEIPT: "12",
    PaperKind.MANIFEST: "21",
    PaperKind.LATER_PROMISE: "23",
    PaperKind.COMMITMENT_LETTER: "31",
    PaperKind.PUT_RIGHT_ORDER: "32",
    PaperKind.REVOCATION: "33",
}
CORRECTED_RECEIPT = "05"


def paper_number(case_number: str, series: str, nth: int = 1) -> str:
    """Number of the nth paper of one series in a case: ``<case number>-<series>-<nn>``."""
    return f"{case_number}-{series}-{nth:02d}"
