"""What a clerk posts about a case, read and checked; the words for what is missing stand here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bundles.casework.services import Defect
from portal.console.acceptance.checks import Point

LONGEST_TEXT = 2000
FREE_ROWS = 3
"""Empty lines for defects no check-point speaks of; the preview offers three more each time."""


class ReturnForm(forms.Form):
    """Ticked check-points (``point``, any number) and free lines (``about``, ``text`` in pairs)."""

    point = forms.MultipleChoiceField(required=False)

    def __init__(
        self, data: Any, *, points: Sequence[Point], places: list[tuple[str, Any]]
    ) -> None:
        super().__init__(data)
        self.points = {point.key: point for point in points}
        self._ticked = frozenset(data.getlist("point") if data else ())
        self.places = places
        self.fields["point"].choices = [(key, key) for key in self.points]  # type: ignore[attr-defined]
        abouts = data.getlist("about") if data else []
        texts = data.getlist("text") if data else []
        self.lines = [
            (about.strip(), text.strip())
            for about, text in zip(abouts, texts, strict=False)
            if about.strip() or text.strip()
        ][:100]

    def clean(self) -> dict[str, Any]:
        known = {about for _group, members in self.places for about, _name in members}
        for about, text in self.lines:
            if about not in known:
                raise forms.ValidationError(_("请为每条补充说明选择对应的材料或填写内容。"))
            if not text:
                raise forms.ValidationError(_("请写明所选内容需要怎样补正。"))
            if len(text) > LONGEST_TEXT or "\0" in text:
                raise forms.ValidationError(_("补正说明过长或含有无法保存的字符，请修改。"))
        cleaned = dict(self.cleaned_data)
        if not cleaned.get("point") and not self.lines:
            raise forms.ValidationError(_("请至少勾选一处不符合的要点，或写明一处需要补正的内容。"))
        return cleaned

    @property
    def ticked(self) -> frozenset[str]:
        return self._ticked

    @property
    def free_lines(self) -> list[tuple[str, str]]:
        """What was written, and empty lines for more."""
        return [*self.lines, *[("", "")] * FREE_ROWS]

    def defects(self) -> list[Defect]:
        """All of them at once, in the order of the form, each told once."""
        ticked = [self.points[key].failed() for key in self.points if key in self.ticked]
        return list(dict.fromkeys([*ticked, *(Defect(*line) for line in self.lines)]))

    def problem(self) -> str:
        """The first thing wrong, as a sentence."""
        errors = [message for messages in self.errors.values() for message in messages]
        return str(errors[0]) if errors else ""


class RefuseForm(forms.Form):
    """Why the case cannot be accepted; the sentence stands on the notice as it is."""

    reasons = forms.CharField(
        label=_("不予受理的理由"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写明不予受理的理由和依据。")},
    )
