"""What each letter has to say. Certificates are in ``certificates.py``.

A context is a value: the same context gives the same bytes for ever. Text without a default must
not be empty and lists without a default must have a line, so an incomplete paper fails here and
not in a citizen's hand.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from applicants.identity import RESIDENT_ID_WITHIN
from bundles.papers.exceptions import PaperIncomplete, PersonalDataOnPaper
from bundles.papers.kinds import PaperKind


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every piece of text in a context with the name of the field it stands in."""
    if isinstance(value, str):
        yield name, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name), one.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContext:
    """What every paper carries: its numbers, who speaks, whose (demo) seal, when, and what its QR
    code opens.
    """

    kind: ClassVar[PaperKind]

    number: str
    case_number: str
    office: str
    seal: str
    dated: date
    link: str

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            needed = one.default is MISSING
            if needed and (value == () or (isinstance(value, str) and not value.strip())):
                raise PaperIncomplete(one.name)
        for name, text in texts(self):
            if RESIDENT_ID_WITHIN.search(text):
                raise PersonalDataOnPaper(name)

    @property
    def title(self) -> str:
        """What stands over the paper."""
        return str(self.kind.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedLine:
    """One material as received."""

    name: str
    form: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One service item with its limits in words."""

    name: str
    department: str
    limit: str
    legal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """One item the case goes on without, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectLine:
    """One thing to mend: what it is about and what is wrong with it."""

    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(PaperContext):
    """Receipt of materials (series 12), of corrected ones or of one that was to follow (05).

    ``identity`` and ``phone`` come masked.
    """

    kind = PaperKind.RECEIPT
    corrected: bool = False
    followed: bool = False

    applicant: str
    identity: str
    phone: str = ""
    bundle: str
    hall: str
    channel: str
    received_at: datetime
    materials: tuple[HandedLine, ...] = ()
    items: tuple[ItemLine, ...]

    @property
    def title(self) -> str:
        if self.followed:
            return "补交材料收件回执"
        return "补正材料收件回执" if self.corrected else str(self.kind.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(PaperContext):
    """Acceptance notice (series 04): promised and legal dates, item by item.

    ``left_out`` are the items that were applied for and are not accepted, each with why;
    ``deemed`` when the law accepted what was left unanswered.
    """

    kind = PaperKind.ACCEPTANCE

    applicant: str
    bundle: str
    hall: str
    submitted_at: datetime
    accepted_at: datetime
    promised_due: datetime | None
    legal_due: datetime | None
    provisional: bool
    free_of_charge: bool
    items: tuple[ItemLine, ...]
    left_out: tuple[LeftOutLine, ...] = ()
    deemed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(PaperContext):
    """One-time correction notice (series 02): every defect at once; ``item`` when one department
    asks.
    """

    kind = PaperKind.CORRECTION

    applicant: str
    bundle: str
    item: str = ""
    hall: str
    due: datetime | None = None
    clock: str = ""
    defects: tuple[DefectLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(PaperContext):
    """Refusal to accept (series 03) with reasons and remedies; of the whole case, or of one
    ``item``.

    ``competent`` is where to apply instead (art. 32). A provider decides nothing in law, so nothing
    leads from its refusal to review.
    """

    kind = PaperKind.REFUSAL

    applicant: str
    bundle: str
    item: str = ""
    submitted_at: datetime
    reasons: tuple[str, ...]
    competent: str = ""
    cancelled: tuple[str, ...] = ()
    review_body: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection(PaperContext):
    """Decision against (series 07); a provider decides nothing in law, so nothing leads to review.

    ``outcome`` is the word of the item's kind: 不予登记,
    不予许可, 不予备案 …
    """

    kind = PaperKind.REJECTION

    applicant: str
    bundle: str
    item: str
    outcome: str
    work_item_number: str
    accepted_at: datetime
    decided_at: datetime
    decided_by: str
    reviewed_by: str
    opinion: str = ""
    grounds: tuple[str, ...]
    basis: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    review_body: str = ""
    court: str = ""

    def __post_init__(self) -> None:
        PaperContext.__post_init__(self)
        if not self.review_body.strip() and self.court.strip():
            raise PaperIncomplete("review_body")
        if not self.court.strip() and self.review_body.strip():
            raise PaperIncomplete("court")

    @property
    def title(self) -> str:
        return f"{self.outcome}决定书"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One result handed over; ``sha256`` of its PDF, empty for things that are not a PDF."""

    name: str
    number: str
    issuer: str
    form: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(PaperContext):
    """Handover record (series 09): who took which results, when, how, from whom.

    ``signature`` are the bytes of a PNG; without them there is a line to sign on. ``authorised``
    says by what somebody came instead of the applicant, ``parcels`` how the post names them.
    """

    kind = PaperKind.HANDOVER

    applicant: str
    bundle: str
    batch_number: str
    receiver: str
    receiver_identity: str
    capacity: str
    method: str
    handed_at: datetime
    handed_by: str
    results: tuple[ResultLine, ...]
    signature: tuple[int, ...] = ()
    authorised: str = ""
    parcels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest(PaperContext):
    """List of one batch's results with the hash of each; ``canonical_sha256`` is that of the
    signed JSON.
    """

    kind = PaperKind.MANIFEST

    applicant: str
    bundle: str
    batch_number: str
    issued_at: datetime
    final: bool
    results: tuple[ResultLine, ...]
    earlier: tuple[ResultLine, ...] = ()
    canonical_sha256: str
