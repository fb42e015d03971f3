from .assistance import Assistance, AssistanceEnding
from .correction import Correction
from .decision import Decision, Outcome
from .event import Event
from .filing import Filing, HandedMaterial
from .machine_step import MachineStep
from .number_series import NumberSeries
from .signing import RoundEnding, Signature, SignatureRequest, SigningMethod, SigningRound
from .submission import Submission
from .work_item import WorkItem

__all__ = [
    "Assistance",
    "AssistanceEnding",
    "Correction",
    "Decision",
    "Event",
    "Filing",
    "HandedMaterial",
    "MachineStep",
    "NumberSeries",
    "Outcome",
    "RoundEnding",
    "Signature",
    "SignatureRequest",
    "SigningMethod",
    "SigningRound",
    "Submission",
    "WorkItem",
]
