"""Why an edition does not move; every one is a sentence for whoever pressed the button."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from departments.document_errors import LibraryError


class EditionError(Exception):
    """What the workshop refuses, in words."""

    code = "edition_refused"
    sentence: StrPromise = _("这一步没有办成。请回到修订稿查看最新情况。")

    def __str__(self) -> str:
        return str(self.sentence)


class NoSuchEdition(EditionError):
    """It does not exist, or belongs to another division."""

    code = "edition_unknown"
    sentence = _("没有找到这份修订稿。")


class EditionStale(EditionError):
    """It has changed since the page was made."""

    code = "edition_stale"
    sentence = _(
        "您打开此页之后，这份修订稿又有了新的修改，刚才的操作没有生效。请看过最新内容再操作。"
    )


class EditionElsewhere(EditionError):
    """It stands where this step cannot be taken (a second press of the same button included)."""

    code = "edition_move_not_allowed"
    sentence = _("这份修订稿现在不能这样操作，可能已经办过这一步。请看下方的经过。")


class NotTheAuthor(EditionError):
    """Only who began it may write in it, offer it and take it back."""

    code = "edition_not_the_author"
    sentence = _("只有起草人可以修改、提交和收回这份修订稿。您可以另外起草一份。")


class SecondPersonNeeded(EditionError):
    """Nobody publishes alone."""

    code = "edition_second_person_needed"
    sentence = _("起草人不能审核自己的修订稿，请由另一位负责人或督办人员审核。")


class MayNotWrite(EditionError):
    """Not a person who writes editions of this division."""

    code = "edition_may_not_write"
    sentence = _("起草修订稿的，须是本地大厅的负责人、督办人员或系统管理员。")


class MayNotPublish(EditionError):
    """Not a person who approves for this division."""

    code = "edition_may_not_publish"
    sentence = _("审核发布的，须是本地大厅的负责人或督办人员。")


class BaseOutdated(EditionError):
    """Another version was published meanwhile; publishing this one would undo it unread."""

    code = "edition_base_outdated"
    sentence = _("起草之后，本地又发布了新版本。请先对照新版本，把它的修改并进来，再提交。")


class MomentPast(EditionError):
    """A moment to publish lies ahead, and within a year."""

    code = "edition_moment_past"
    sentence = _("定时发布的时间须在今后一年之内。")


class NothingChanged(EditionError):
    """What was written gives the very document that is in force."""

    code = "edition_nothing_changed"
    sentence = _("这份修订稿与现行版本没有区别，不用发布。")


class NoteMissing(EditionError):
    """Somebody else has to understand what this is for."""

    code = "edition_note_missing"
    sentence = _("请用一两句话写明修改了什么、为什么，至少 4 个字。")


class TextTooLong(EditionError):
    """Larger than any bundle, or with characters no text has."""

    code = "edition_text_unreadable"
    sentence = _("内容过长，或者含有不能保存的字符。一个一件事最多 40 万字。")


class AlreadyThere(EditionError):
    """A new bundle needs a code nobody has taken, of small letters, digits and hyphens."""

    code = "edition_code_taken"
    sentence = _(
        "请给新的一件事起一个没有用过的代码：小写字母开头，可用数字和短横，3 至 60 个字符。"
    )


class EditionFaulty(EditionError):
    """It cannot be published: ``findings`` says where and why, as written in the text."""

    code = "edition_faulty"
    sentence = _("还有问题没有改正，不能提交或发布。请按下面列出的逐条修改。")

    def __init__(self, findings: Sequence[LibraryError]) -> None:
        super().__init__()
        self.findings = tuple(findings)
