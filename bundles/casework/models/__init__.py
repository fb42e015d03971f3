from .assistance import Assistance, AssistanceEnding
from .commitment import Commitment, CommitmentEnding
from .correction import Correction
from .decision import Decision, Outcome
from .event import Event
from .filing import Filing, HandedMaterial
from .follow_up import FollowUp, FollowUpStep
from .later_promise import LaterEnding, LaterPromise
from .left_out import LeftOut
from .lookup import Lookup, LookupOutcome, RegisterCall
from .machine_step import MachineStep
from .number_series import NumberSeries
from .pre_check import PreCheck, PreCheckAnswer
from .reserved_number import ReservedNumber
from .second_notice import NoticeEnding, SecondNotice
from .signing import RoundEnding, Signature, SignatureRequest, SigningMethod, SigningRound
from .submission import Submission
from .work_item import WorkItem

__all__ = [
    "Assistance",
    "AssistanceEnding",
    "Commitment",
    "CommitmentEnding",
    "Correction",
    "Decision",
    "Event",
    "Filing",
    "FollowUp",
    "FollowUpStep",
    "HandedMaterial",
    "LaterEnding",
    "LaterPromise",
    "LeftOut",
    "Lookup",
    "LookupOutcome",
    "MachineStep",
    "NoticeEnding",
    "NumberSeries",
    "Outcome",
    "PreCheck",
    "PreCheckAnswer",
    "RegisterCall",
    "ReservedNumber",
    "RoundEnding",
    "SecondNotice",
    "Signature",
    "SignatureRequest",
    "SigningMethod",
    "SigningRound",
    "Submission",
    "WorkItem",
]
