"""The hall's floor: tickets, appointments, windows, shifts, the display."""
