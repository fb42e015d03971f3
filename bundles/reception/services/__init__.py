"""What can be done on the hall's floor."""

from bundles.reception.services.appointments import book, cancel, check_in
from bundles.reception.services.calling import (
    call,
    call_next,
    no_show,
    put_back,
    recall,
    transfer,
)
from bundles.reception.services.kiosks import (
    kiosk_of,
    pair_kiosk,
    register_kiosk,
    revoke_kiosk,
)
from bundles.reception.services.seats import leave, sit_down
from bundles.reception.services.serving import finish, serve
from bundles.reception.services.taking import take

__all__ = [
    "book",
    "call",
    "call_next",
    "cancel",
    "check_in",
    "finish",
    "kiosk_of",
    "leave",
    "no_show",
    "pair_kiosk",
    "put_back",
    "recall",
    "register_kiosk",
    "revoke_kiosk",
    "serve",
    "sit_down",
    "take",
    "transfer",
]
