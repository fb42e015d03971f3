"""What letters about promises say: the commitment, the order to put right, the revocation."""

from dataclasses import dataclass
from datetime import datetime

from bundles.papers.contexts import PaperContext
from bundles.papers.exceptions import PaperIncomplete
from bundles.papers.kinds import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """One promise as it was ticked: its full words, for which items, and what follows if it is
    broken.
    """

    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLine:
    """Who signed, as what, when and how."""

    name: str
    role: str
    signed_at: datetime
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLetter(PaperContext):
    """Commitment letter (告知承诺书, series 31): each promise ticked by itself, and who signed.

    ``made_by`` says whose hand ticked it where nobody had to sign besides.
    """

    kind = PaperKind.COMMITMENT_LETTER

    applicant: str
    bundle: str
    hall: str
    made_at: datetime
    made_by: str
    promises: tuple[PromiseLine, ...]
    signed: tuple[SignedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRightOrder(PaperContext):
    """Order to put right what was promised (责令改正通知书, series 32), ``due`` its last moment."""

    kind = PaperKind.PUT_RIGHT_ORDER

    applicant: str
    bundle: str
    item: str
    work_item_number: str
    decided_at: datetime
    found_at: datetime
    findings: tuple[str, ...]
    promised: tuple[str, ...] = ()
    due: datetime
    ordered_by: str
    again: bool = False
    review_body: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation(PaperContext):
    """Decision to take a result back (撤销决定书, series 33), by two officials."""

    kind = PaperKind.REVOCATION

    applicant: str
    bundle: str
    item: str
    work_item_number: str
    decided_at: datetime
    certificates: tuple[str, ...]
    ordered_at: datetime
    grounds: tuple[str, ...]
    revoked_at: datetime
    decided_by: str
    reviewed_by: str
    basis: tuple[str, ...] = ()
    review_body: str = ""
    court: str = ""

    def __post_init__(self) -> None:
        PaperContext.__post_init__(self)
        if bool(self.review_body.strip()) != bool(self.court.strip()):
            raise PaperIncomplete("review_body" if self.court.strip() else "court")
