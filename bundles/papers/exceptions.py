"""What can go wrong between a fact and its paper; every message says what to do."""

from django.utils.translation import gettext_lazy as _


class PaperError(Exception):
    """Base of the room's errors: ``code`` is stable, ``str()`` is a sentence for people."""

    code = "paper_error"


class PaperIncomplete(PaperError):
    """A paper was asked for without something it has to say."""

    code = "paper_incomplete"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(_("文书缺少“%(field)s”，请补充后重新生成") % {"field": field})


class PersonalDataOnPaper(PaperError):
    """A full identity number would have been printed where only a masked one belongs."""

    code = "personal_data_on_paper"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(_("“%(field)s”含有未脱敏的身份证件号码，请先脱敏") % {"field": field})


class UnprintableText(PaperError):
    """The paper's font has no drawing for these characters (trap T29: refused by name, not
    retried).
    """

    code = "unprintable_text"

    def __init__(self, characters: str) -> None:
        self.characters = characters
        named = "、".join(f"{one}（U+{ord(one):04X}）" for one in characters)
        super().__init__(
            _("下列字符无法印在文书上：%(characters)s，请改用可印刷的字形") % {"characters": named}
        )


class PrintingFailed(PaperError):
    """Typst refused a template or its data; the cause is kept for whoever looks after the desk."""

    code = "printing_failed"

    def __init__(self, kind: str, reason: str) -> None:
        self.reason = reason
        super().__init__(_("“%(kind)s”排版失败：%(reason)s") % {"kind": kind, "reason": reason})
