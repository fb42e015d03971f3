"""Who asks: applicants, those who act for them, what they agreed to, the documents they keep."""

from applicants.models.agent import Agent, AgentScope, Invitation
from applicants.models.applicant import Applicant, ApplicantKind, IdentityLevel
from applicants.models.barring import Barring
from applicants.models.consent import Consent
from applicants.models.document import Document, ScanState
from applicants.models.membership import Membership, Proof
from applicants.models.profile import Profile

__all__ = [
    "Agent",
    "AgentScope",
    "Applicant",
    "ApplicantKind",
    "Barring",
    "Consent",
    "Document",
    "IdentityLevel",
    "Invitation",
    "Membership",
    "Profile",
    "Proof",
    "ScanState",
]
