"""The verbs of issuing, in the order of the flow."""

from bundles.issuance.services.arrive import arrive
from bundles.issuance.services.choose_delivery import choose_delivery
from bundles.issuance.services.finish import finish
from bundles.issuance.services.hand_over import Receiver, hand_over
from bundles.issuance.services.handover_record import handover_record, handover_records
from bundles.issuance.services.issue import issue
from bundles.issuance.services.produce import produce
from bundles.issuance.services.reserve import reserve
from bundles.issuance.services.revoke import revoke

__all__ = [  # noqa: RUF022 — in the order of the flow
    "reserve",
    "produce",
    "finish",
    "issue",
    "choose_delivery",
    "arrive",
    "Receiver",
    "hand_over",
    "handover_record",
    "handover_records",
    "revoke",
]
