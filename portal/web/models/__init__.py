"""What the web door itself keeps."""

from portal.web.models.preference import Preference

__all__ = ["Preference"]
