"""Who decides, what each item needs, when and where offices work."""

from departments.models.department import Department, DepartmentKind
from departments.models.division import Division
from departments.models.hall import Hall, OfficeHours
from departments.models.material import (
    Material,
    MaterialForm,
    MaterialKind,
    MaterialSource,
    Necessity,
    Requirement,
)
from departments.models.officer import ADMINISTRATORS, Officer, OfficerRole
from departments.models.service_item import (
    ExerciseLevel,
    Handling,
    ItemKind,
    MadeBy,
    ServiceItem,
)
from departments.models.window import Shift, TicketLine, VisitRules, Window
from departments.models.working_days import CalendarDay, CalendarYear

__all__ = [
    "ADMINISTRATORS",
    "CalendarDay",
    "CalendarYear",
    "Department",
    "DepartmentKind",
    "Division",
    "ExerciseLevel",
    "Hall",
    "Handling",
    "ItemKind",
    "MadeBy",
    "Material",
    "MaterialForm",
    "MaterialKind",
    "MaterialSource",
    "Necessity",
    "OfficeHours",
    "Officer",
    "OfficerRole",
    "Requirement",
    "ServiceItem",
    "Shift",
    "TicketLine",
    "VisitRules",
    "Window",
]
