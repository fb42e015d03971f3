"""Numbers, the machines that give them out, and the times people said they would come."""

from bundles.reception.models.appointment import Appointment
from bundles.reception.models.kiosk import Kiosk
from bundles.reception.models.ticket import Ticket, TicketEvent, TicketSeries

__all__ = ["Appointment", "Kiosk", "Ticket", "TicketEvent", "TicketSeries"]
