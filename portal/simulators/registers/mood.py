"""How a simulated register behaves today; kept in the cache for everybody, for a day."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mood(models.TextChoices):
    QUICK = "quick", _("正常")
    SLOW = "slow", _("很慢")
    DOWN = "down", _("故障")
    EMPTY = "empty", _("什么都查不到")


DAY: Final = 24 * 3600

SLOW_SECONDS: Final = 12.0
"""Longer than anybody waits, shorter than the call may take: a good answer that comes late."""


def mood_of(register: str) -> Mood:
    told = cache.get(_key(register), Mood.QUICK)
    return Mood(told) if told in Mood.values else Mood.QUICK


def set_mood(register: str, mood: Mood) -> None:
    cache.set(_key(register), mood.value, DAY)


def _key(register: str) -> str:
    return f"simulated-register-{register}"
