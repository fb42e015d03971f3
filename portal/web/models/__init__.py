"""What the web door itself keeps."""

from portal.web.models.preference import Preference
from portal.web.models.unsaved import Unsaved

__all__ = ["Preference", "Unsaved"]
