"""What is handed over, how it gets into people's hands, and who paid for it."""

from bundles.issuance.models.batch import Batch, BatchState, Proof
from bundles.issuance.models.certificate import Certificate, CertificateState
from bundles.issuance.models.delivery import Delivery, Way
from bundles.issuance.models.order import Order, OrderState
from bundles.issuance.models.parcel import Parcel, ParcelState
from bundles.issuance.models.subsidy import Subsidy, SubsidyKind

__all__ = [
    "Batch",
    "BatchState",
    "Certificate",
    "CertificateState",
    "Delivery",
    "Order",
    "OrderState",
    "Parcel",
    "ParcelState",
    "Proof",
    "Subsidy",
    "SubsidyKind",
    "Way",
]
