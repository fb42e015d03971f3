"""From a decision's result to the paper that shows it, one maker per template."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from applicants.identity import RESIDENT_ID_WITHIN, mask_id
from bundles.casework.models import Decision
from bundles.casework.selectors.queues import answers_for
from bundles.catalogue import versions
from bundles.catalogue.definition import Item, Version
from bundles.issuance.models import Certificate
from bundles.issuance.parts import result_of, schema_of
from bundles.papers.certificates import (
    AccountReservation,
    BusinessLicence,
    CertificateContext,
    FactLine,
    FundNotice,
    InsuranceNotice,
    Permit,
    Result,
    SealFiling,
    SealLine,
    StaffLine,
    TaxLine,
    TaxNotice,
)
from bundles.papers.kinds import PaperKind
from bundles.papers.links import verify_link, with_signed_link
from bundles.papers.wording import day

UNSAID: Final = ("valid_until",)
"""Of a result's data, what has its own place on the paper."""


class Source:
    """What a paper may say: the decision's result, and of the answers what the item declares."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        work_item = certificate.work_item
        self.submission = work_item.submission
        self.version: Version = versions.version(self.submission.version_id)
        self.item: Item = self.version.item(work_item.key)
        self.decision: Decision = work_item.decision
        self.result: dict[str, Any] = result_of(self.decision.result, self.item, certificate.nth)
        self.answers: dict[str, Any] = answers_for(work_item)["blocks"]

    def said(self, key: str, filed: str) -> str:
        """``key`` of the result, else the answer ``block.field`` in the words of the form."""
        return str(self.result.get(key) or self.filed(filed))

    def filed(self, place: str) -> str:
        """An answer as the applicant read it; empty when there is none."""
        block_key, _, field_key = place.partition(".")
        value = (self.answers.get(block_key) or {}).get(field_key, "")
        field = self.version.block(block_key).field(field_key)
        texts = {choice.key: choice.text.zh for choice in field.choices} if field else {}
        if isinstance(value, list | tuple):
            return "、".join(texts.get(one, str(one)) for one in value)
        return texts.get(value, str(value))

    @property
    def head(self) -> dict[str, Any]:
        """What every certificate carries."""
        one = self.certificate
        return {
            "number": one.number,
            "case_number": str(self.submission.number),
            "office": one.issuer,
            "seal": one.issuer,
            "dated": one.valid_from,
            "link": verify_link(one.number, one.check_code),
            "name": one.name,
            "holder": one.holder,
            "uscc": one.holder_uscc,
            "electronic_id": one.electronic_id,
            "check_code": one.check_code,
        }


def kind_of(certificate: Certificate) -> PaperKind:
    """The template the bundle names for the item; a name without a maker is printed as a result."""
    item = versions.version(certificate.work_item.submission.version_id).item(
        certificate.work_item.key
    )
    return next((kind for kind in MAKERS if kind.value == item.result.template), PaperKind.RESULT)


def said_by(certificate: Certificate) -> CertificateContext:
    """What the certificate's paper says, before its code is signed. Raises ``PaperIncomplete``
    naming what is missing.
    """
    return MAKERS[kind_of(certificate)](Source(certificate))


def context_of(certificate: Certificate) -> CertificateContext:
    """What is printed: with a QR code that proves itself. Raises ``PaperIncomplete``."""
    return with_signed_link(
        said_by(certificate),
        holder=certificate.holder_shown,
        valid_until=certificate.valid_until,
        check_code=certificate.check_code,
    )


def _business_licence(source: Source) -> BusinessLicence:
    return BusinessLicence(
        **source.head,
        registration_number=source.result.get("licence_number", ""),
        company_type=source.said("company_type", "company_type.type"),
        legal_representative=source.said("legal_representative", "legal_representative.name"),
        scope=source.said("scope", "scope.text"),
        capital=Decimal(source.said("registered_capital", "capital.amount")),
        established_on=date.fromisoformat(source.result["registered_on"]),
        valid_until=source.certificate.valid_until,
        address=source.said("address", "registered_address.address"),
    )


def _seal_filing(source: Source) -> SealFiling:
    result = source.result
    return SealFiling(
        **source.head,
        filing_number=result["filing_number"],
        maker=source.said("maker", source.item.result.maker_chosen_in or "seals.maker"),
        filed_on=date.fromisoformat(result["filed_on"]),
        seals=tuple(SealLine(name=one["kind"], code=one["code"]) for one in result["seals"]),
    )


def _tax_notice(source: Source) -> TaxNotice:
    result = source.result
    return TaxNotice(
        **source.head,
        taxpayer_kind=result["taxpayer_kind"],
        tax_office=result["tax_office"],
        confirmed_on=date.fromisoformat(result["confirmed_on"]),
        taxes=tuple(TaxLine(name=one["name"], period=one["period"]) for one in result["taxes"]),
        invoice_kinds=tuple(result["invoice_quota"]["kinds"]),
        monthly_amount=Decimal(result["invoice_quota"]["monthly_amount"]),
    )


def _insurance_notice(source: Source) -> InsuranceNotice:
    result = source.result
    staff = source.answers.get("staff") or []
    return InsuranceNotice(
        **source.head,
        registration_number=result["registration_number"],
        registered_on=date.fromisoformat(result["registered_on"]),
        start_month=_month(result["start_month"]),
        staff_count=result["staff_count"],
        insurances=tuple(result.get("insurances") or ()),
        staff=tuple(
            StaffLine(name=one["name"], identity=mask_id(one["id_number"])) for one in staff
        ),
    )


def _fund_notice(source: Source) -> FundNotice:
    result = source.result
    return FundNotice(
        **source.head,
        unit_account=result["unit_account"],
        registered_on=date.fromisoformat(result["registered_on"]),
        ratio=result["ratio"],
        first_month=_month(result["first_month"]),
        staff_count=result.get("staff_count") or len(source.answers.get("staff") or ()) or None,
    )


def _account_reservation(source: Source) -> AccountReservation:
    result = source.result
    return AccountReservation(
        **source.head,
        bank=result["bank"],
        branch=result["branch"],
        reservation_number=result["reservation_number"],
        visit_by=date.fromisoformat(result["visit_by"]),
    )


def _result(source: Source) -> Result:
    """The plain values of the result under the titles of the item's schema."""
    known = schema_of(source.item, source.certificate.nth)
    facts = tuple(
        FactLine(label=known[key].get("title", key), value=_plain(value))
        for key, value in source.result.items()
        if key in known and key not in UNSAID and isinstance(value, str | int | float)
    )
    return Result(
        **source.head,
        item=source.certificate.item_name,
        facts=facts or (FactLine(label="办理结果", value="已办结"),),
        valid_until=source.certificate.valid_until,
    )


def _permit(source: Source) -> Permit:
    """The authority's own number on top; the rest under the titles of the item's schema."""
    known = schema_of(source.item, source.certificate.nth)
    said = [key for key in known if source.result.get(key) not in (None, "", [])]
    code = next((key for key in said if key == "uscc" or key.endswith("_number")), "")
    return Permit(
        **source.head,
        code_label=known[code].get("title", code) if code else "证照编号",
        code=str(source.result[code]) if code else source.certificate.number,
        facts=tuple(
            FactLine(label=known[key].get("title", key), value=_plain(source.result[key]))
            for key in said
            if key != code
        ),
    )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value if not isinstance(one, dict))
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return RESIDENT_ID_WITHIN.sub(lambda found: mask_id(found[0]), str(value))


def _month(text: str) -> str:
    """``2026-12`` → ``2026年12月``."""
    year, month = text.split("-")
    return f"{year}年{int(month)}月"


MAKERS: Mapping[PaperKind, Callable[[Source], CertificateContext]] = {
    PaperKind.BUSINESS_LICENCE: _business_licence,
    PaperKind.SEAL_FILING: _seal_filing,
    PaperKind.TAX_NOTICE: _tax_notice,
    PaperKind.INSURANCE_NOTICE: _insurance_notice,
    PaperKind.FUND_NOTICE: _fund_notice,
    PaperKind.ACCOUNT_RESERVATION: _account_reservation,
    PaperKind.PERMIT: _permit,
    PaperKind.RESULT: _result,
}
