"""What each certificate and notice says; the maker fills it from the decision's result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bundles.papers.contexts import PaperContext
from bundles.papers.kinds import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContext(PaperContext):
    """Shared by all results.

    ``name`` is the result's own name, ``holder`` stands in full (the paper is theirs); without the
    ``check_code`` the number tells nobody anything.
    """

    name: str
    holder: str
    uscc: str = ""
    electronic_id: str
    check_code: str

    @property
    def title(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessLicence(CertificateContext):
    """营业执照 (E1), laid out like the State's form of 2019, without its emblem.

    ``valid_until`` is None for a licence without an end.
    """

    kind = PaperKind.BUSINESS_LICENCE

    registration_number: str = ""
    company_type: str
    legal_representative: str
    scope: str
    capital: Decimal
    established_on: date
    valid_until: date | None = None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLine:
    """One engraved seal with its 13-digit anti-forgery code."""

    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFiling(CertificateContext):
    """印章备案回执 (E2)."""

    kind = PaperKind.SEAL_FILING

    filing_number: str
    maker: str = ""
    filed_on: date
    seals: tuple[SealLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """One tax and how often it is declared."""

    name: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxNotice(CertificateContext):
    """税务信息确认通知书 (E3): taxes confirmed and invoice quota."""

    kind = PaperKind.TAX_NOTICE

    taxpayer_kind: str
    tax_office: str
    confirmed_on: date
    taxes: tuple[TaxLine, ...]
    invoice_kinds: tuple[str, ...]
    monthly_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """One insured person; the identity number comes masked."""

    name: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceNotice(CertificateContext):
    """社会保险登记通知书 (E4)."""

    kind = PaperKind.INSURANCE_NOTICE

    registration_number: str
    registered_on: date
    start_month: str
    staff_count: int
    insurances: tuple[str, ...] = ()
    staff: tuple[StaffLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FundNotice(CertificateContext):
    """住房公积金单位账户通知书 (E5); ``ratio`` in percent, the same for employer and staff."""

    kind = PaperKind.FUND_NOTICE

    unit_account: str
    registered_on: date
    ratio: int
    first_month: str
    staff_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReservation(CertificateContext):
    """开户预约单 (E6): a reservation only, the bank must see the legal representative."""

    kind = PaperKind.ACCOUNT_RESERVATION

    bank: str
    branch: str
    reservation_number: str
    visit_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(CertificateContext):
    """Any result without a paper of its own: the facts its schema names."""

    kind = PaperKind.RESULT

    item: str
    facts: tuple[FactLine, ...]
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit(CertificateContext):
    """Any licence, permit or registration certificate, laid out like a business licence.

    ``code`` is the number the authority gave it, under the name its item's schema has for it.
    """

    kind = PaperKind.PERMIT

    code_label: str
    code: str
    facts: tuple[FactLine, ...]
