"""Where a follow-up check stands: one table, and for every stage the party that must move next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUpStage(models.TextChoices):
    """``due`` and ``to_put_right`` wait for the department that supervises, ``not_put_right`` and
    ``proposed`` for the one that decided; the others for nobody.
    """

    DUE = "due", _("待核查")
    KEPT = "kept", _("核查符合承诺")
    TO_PUT_RIGHT = "to_put_right", _("已责令改正")
    PUT_RIGHT = "put_right", _("已改正")
    NOT_PUT_RIGHT = "not_put_right", _("逾期未改正")
    PROPOSED = "proposed", _("拟撤销，待决定")
    REVOKED = "revoked", _("已撤销")


_F = FollowUpStage

FOLLOW_UP_MOVES: Final[Mapping[FollowUpStage, frozenset[FollowUpStage]]] = {
    _F.DUE: frozenset({_F.KEPT, _F.TO_PUT_RIGHT}),
    _F.KEPT: frozenset(),
    _F.TO_PUT_RIGHT: frozenset({_F.PUT_RIGHT, _F.NOT_PUT_RIGHT}),
    _F.PUT_RIGHT: frozenset(),
    _F.NOT_PUT_RIGHT: frozenset({_F.PUT_RIGHT, _F.TO_PUT_RIGHT, _F.PROPOSED}),
    _F.PROPOSED: frozenset({_F.TO_PUT_RIGHT, _F.REVOKED}),
    _F.REVOKED: frozenset(),
}

FOLLOW_UP_OVER: Final = frozenset(stage for stage, moves in FOLLOW_UP_MOVES.items() if not moves)
"""Checks that nobody will move again."""
