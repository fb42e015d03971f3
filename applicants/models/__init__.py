"""Who asks: applicants, the agents who act for them, the documents they keep here."""

from applicants.models.agent import Agent, AgentScope
from applicants.models.applicant import Applicant, ApplicantKind, IdentityLevel
from applicants.models.document import Document, ScanState

__all__ = [
    "Agent",
    "AgentScope",
    "Applicant",
    "ApplicantKind",
    "Document",
    "IdentityLevel",
    "ScanState",
]
