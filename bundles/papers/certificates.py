"""What each certificate and notice of the six-in-one says; the maker fills it from the decision's
result.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bundles.papers.contexts import PaperContext
from bundles.papers.kinds import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContext(PaperContext):
    """Shared by all results: ``holder`` in full (it is theirs), and the check code verifying
    needs.
    """

    holder: str
    uscc: str = ""
    electronic_id: str
    check_code: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessLicence(CertificateContext):
    """营业执照 (E1), laid out like the State's form of 2019, without its emblem."""

    kind = PaperKind.BUSINESS_LICENCE

    company_type: str
    legal_representative: str
    scope: str
    capital: str
    established_on: date
    term: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLine:
    """One engraved seal with its 13-digit anti-forgery code."""

    name: str
    code: str
    material: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFiling(CertificateContext):
    """印章刻制备案回执 (E2)."""

    kind = PaperKind.SEAL_FILING

    legal_representative: str
    maker: str
    filed_on: date
    seals: tuple[SealLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """One tax with its period."""

    name: str
    period: str
    rate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One kind of invoice with how many a month and the highest amount of one."""

    name: str
    monthly: str
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxNotice(CertificateContext):
    """税务信息确认通知书 (E3): taxes confirmed and invoice quota."""

    kind = PaperKind.TAX_NOTICE

    taxpayer_kind: str
    confirmed_on: date
    taxes: tuple[TaxLine, ...]
    invoices: tuple[InvoiceLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """One insured person; the identity number comes masked."""

    name: str
    identity: str
    since: str
    wage_base: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialInsurance(CertificateContext):
    """社会保险登记通知书 (E4)."""

    kind = PaperKind.SOCIAL_INSURANCE

    registration_number: str
    registered_on: date
    insurances: tuple[str, ...]
    staff: tuple[StaffLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingFund(CertificateContext):
    """住房公积金单位开户通知书 (E5); ``duties`` are the local follow-ups (bank data, first
    payment).
    """

    kind = PaperKind.HOUSING_FUND

    account_number: str
    opened_on: date
    unit_rate: str
    staff_rate: str
    first_month: str
    staff_count: int
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReservation(CertificateContext):
    """银行开户预约单 (E6): a reservation only, the bank must see the legal representative."""

    kind = PaperKind.BANK_RESERVATION

    bank: str
    branch: str
    branch_address: str = ""
    reservation_number: str
    visit: str
    account_kind: str
    bring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(CertificateContext):
    """Any result without a paper of its own: the facts its schema names, under its own name."""

    kind = PaperKind.RESULT

    name: str
    opening: str
    facts: tuple[FactLine, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.name
