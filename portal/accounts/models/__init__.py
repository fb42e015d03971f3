"""Who signs in and by which code, which machines hold a key, and who looked at what."""

from portal.accounts.models.code import CodePurpose, OneTimeCode
from portal.accounts.models.disclosure import DisclosureEntry
from portal.accounts.models.key import ApiKey, Scope
from portal.accounts.models.user import User

__all__ = ["ApiKey", "CodePurpose", "DisclosureEntry", "OneTimeCode", "Scope", "User"]
