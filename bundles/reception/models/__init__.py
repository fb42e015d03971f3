"""Numbers, the machines that give them out, and the times people said they would come."""

from bundles.reception.models.appointment import Appointment
from bundles.reception.models.kiosk import Kiosk
from bundles.reception.models.look_in import LookIn
from bundles.reception.models.ticket import Ticket, TicketEvent, TicketSeries
from bundles.reception.models.transfer import TransferBag, TransferList

__all__ = [
    "Appointment",
    "Kiosk",
    "LookIn",
    "Ticket",
    "TicketEvent",
    "TicketSeries",
    "TransferBag",
    "TransferList",
]
