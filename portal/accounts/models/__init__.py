"""Who signs in and how, which machines hold a key, who looked at what, what befell staff."""

from portal.accounts.models.code import CodePurpose, OneTimeCode
from portal.accounts.models.disclosure import DisclosureEntry
from portal.accounts.models.key import ApiKey, Scope
from portal.accounts.models.staff_event import StaffEvent, StaffEventKind
from portal.accounts.models.user import User

__all__ = [
    "ApiKey",
    "CodePurpose",
    "DisclosureEntry",
    "OneTimeCode",
    "Scope",
    "StaffEvent",
    "StaffEventKind",
    "User",
]
