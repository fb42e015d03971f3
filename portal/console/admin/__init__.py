"""What the console shows beside the cases: the library, read-only, and the calendar."""

from portal.console.admin import calendar, library

__all__ = ["calendar", "library"]
