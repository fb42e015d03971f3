"""The verbs of issuing, in the order of the flow."""

from bundles.issuance.receivers import Capacity, Receiver
from bundles.issuance.services.arrive import arrive
from bundles.issuance.services.choose_delivery import choose_delivery
from bundles.issuance.services.finish import finish
from bundles.issuance.services.hand_over import Signed, attach_scan, collect, hand_over
from bundles.issuance.services.handover_record import (
    draft_record,
    handover_record,
    handover_records,
)
from bundles.issuance.services.issue import issue
from bundles.issuance.services.order import finish_order, hand_in, place_orders, take_order
from bundles.issuance.services.post import come_back, deliver, pack, send
from bundles.issuance.services.produce import produce
from bundles.issuance.services.remind import remind
from bundles.issuance.services.reserve import reserve
from bundles.issuance.services.revoke import revoke
from bundles.issuance.services.revoke_broken import revoke_broken
from bundles.issuance.services.subsidise import confirm_subsidy, record_subsidies

__all__ = [  # noqa: RUF022 — in the order of the flow
    "reserve",
    "produce",
    "finish",
    "issue",
    "choose_delivery",
    "place_orders",
    "take_order",
    "finish_order",
    "hand_in",
    "arrive",
    "remind",
    "Capacity",
    "Receiver",
    "Signed",
    "collect",
    "hand_over",
    "attach_scan",
    "pack",
    "send",
    "deliver",
    "come_back",
    "record_subsidies",
    "confirm_subsidy",
    "draft_record",
    "handover_record",
    "handover_records",
    "revoke",
    "revoke_broken",
]
