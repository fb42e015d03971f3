"""Everything that may be done with an edition; ``edition.py`` holds the rows."""

from __future__ import annotations

from bundles.catalogue.editions.due import publish_due
from bundles.catalogue.editions.forcing import deciding
from bundles.catalogue.editions.moving import approve, offer, send_back, take_back, withdraw
from bundles.catalogue.editions.writing import (
    begin,
    begin_again,
    begin_new,
    begin_retirement,
    rebase,
    write,
)

__all__ = [
    "approve",
    "begin",
    "begin_again",
    "begin_new",
    "begin_retirement",
    "deciding",
    "offer",
    "publish_due",
    "rebase",
    "send_back",
    "take_back",
    "withdraw",
    "write",
]
