"""What can be refused, each with a stable ``code`` and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from bundles.catalogue.answers import Problem
    from bundles.catalogue.signing import Signer


class CaseworkError(Exception):
    """The base of every refusal of a verb; ``str()`` is a sentence for the person."""

    code: ClassVar[str] = "casework_error"
    message: ClassVar[str | Promise] = _("操作未完成，请稍后再试。")

    def __str__(self) -> str:
        return str(self.message)


class NoSuchCase(CaseworkError):
    code = "no_such_case"
    message = _("没有找到该办件，请核对办件编号。")


class StaleVersion(CaseworkError):
    """The row has changed since the actor looked at it."""

    code = "stale_version"
    message = _("该办件在您查看之后已有变化，请刷新后再操作。")

    def __init__(self, *, seen: int, current: int) -> None:
        super().__init__(seen, current)
        self.seen, self.current = seen, current


class MoveNotAllowed(CaseworkError):
    """The table has no such move; a second approval included."""

    code = "move_not_allowed"
    message = _("该办件目前的状态不能进行此操作，请刷新查看最新进度。")

    def __init__(self, *, status: str, to: str) -> None:
        super().__init__(status, to)
        self.status, self.to = status, to


class NotYours(CaseworkError):
    """The actor is of another department, hall or role, or another applicant."""

    code = "not_yours"
    message = _("您没有办理此件的权限；如需办理，请联系承办部门或本大厅负责人。")


class ClaimedByAnother(CaseworkError):
    code = "claimed_by_another"
    message = _("该事项已由其他承办人签收；请由签收人办理，或由其或本部门负责人退回待办后再签收。")


class SecondOfficialNeeded(CaseworkError):
    """Rejection needs a reviewer and a decider, never one person (domain facts §3.13)."""

    code = "second_official_needed"
    message = _("不予通过须由审查人提出、另一名决定人签发，请换由有决定权限的另一名人员操作。")


class ProblemsFound(CaseworkError):
    """A refusal that names every problem with its path."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


class AnswersIncomplete(ProblemsFound):
    code = "answers_incomplete"
    message = _("表单还有未填或填写有误的内容，请按提示修改后再提交。")


class ResultInvalid(ProblemsFound):
    code = "result_invalid"
    message = _("办理结果数据不符合该事项的要求，请按提示补齐后再提交。")


class MaterialsMissing(CaseworkError):
    code = "materials_missing"
    message = _("还有材料没有上传，请补齐后再提交。")

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(self.keys)


class ReviewChanged(CaseworkError):
    """What is being submitted is not what the applicant last reviewed."""

    code = "review_changed"
    message = _("您核对之后内容又有改动，请重新核对后再提交。")


class SignaturesMissing(CaseworkError):
    """Not everybody who signs has confirmed this text; ``signers`` says who has not.

    They are kept out of ``args``: an error ends up in a log, and these are people.
    """

    code = "signatures_missing"
    message = _("还有人没有签字确认。全部签字人确认之后才能提交。")

    def __init__(self, signers: Iterable[Signer]) -> None:
        super().__init__()
        self.signers = tuple(signers)


class NothingToSign(CaseworkError):
    code = "nothing_to_sign"
    message = _("没有人需要再签字，可以直接提交。")


class NoSuchRequest(CaseworkError):
    code = "no_such_request"
    message = _("没有找到这个签字请求，请核对链接是否完整。")


class SigningOver(CaseworkError):
    """The round has ended: changed, called off, denied or filed."""

    code = "signing_over"
    message = _("这次签字已经停止，您不需要再做什么。内容改好后，申请人会发来新的链接。")


class AlreadySigned(CaseworkError):
    code = "already_signed"
    message = _("您已经签字确认，不需要重复操作。")


class SignatureDeclined(CaseworkError):
    """The person has declined; the applicant has to ask them again first."""

    code = "signature_declined"
    message = _("您已表示不同意签字。改变主意的，请让申请人重新发起签字请求。")


class LinkExpired(CaseworkError):
    code = "link_expired"
    message = _("这个签字链接已经过期，请让申请人重新发一个给您。")


class WrongPerson(CaseworkError):
    """Name or number is not the one in the application: which of them is not said."""

    code = "wrong_person"
    message = _("姓名或身份证号码与申请中填写的不一致，请核对后重新填写。")


class LinkLocked(CaseworkError):
    """Too many wrong tries; what is typed meanwhile is not looked at."""

    code = "link_locked"
    message = _("填错的次数太多，这个链接暂时锁定。请 30 分钟后再试，或者让申请人重新发一个链接。")


class AgreementsMissing(CaseworkError):
    """Each consent and promise is ticked by itself, or written on the paper that was signed."""

    code = "agreements_missing"
    message = _("请逐项阅读并勾选全部声明。")


class PaperMissing(CaseworkError):
    """The applicant signs with their own hand: on their own screen, or on paper."""

    code = "paper_missing"
    message = _("请先扫描申请人签好字的申请表，再登记签字。")


class OtherText(CaseworkError):
    """The service's token is over something else than was asked to be signed."""

    code = "other_text"
    message = _("签名与要签字的内容不符，没有保存。请重新打开链接再试一次。")


class NothingChanged(CaseworkError):
    """What was asked for stands as it was, and nobody says why it should."""

    code = "nothing_changed"
    message = _("内容和上次提交的一样。请先修改；确实不用改的，请写明理由。")


class NotAsked(CaseworkError):
    """A correction may touch only what was asked."""

    code = "not_asked"
    message = _("补正时只能修改被要求补正的内容。")


class UnknownField(CaseworkError):
    """No such block, question or material in this bundle version."""

    code = "unknown_field"
    message = _("提交的内容不属于此表单，请返回重新打开该页面。")


class OneFileOnly(CaseworkError):
    """The material is one file; another takes its place only once the first is taken away."""

    code = "one_file_only"
    message = _("这项材料只能有一个文件。要更换时，请先删除原来的文件。")


class TooManyFiles(CaseworkError):
    """The material takes no more files; how many it takes, the definition says."""

    code = "too_many_files"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        told = _("这项材料最多 %(most)d 个文件，已经满了。请合并成一个 PDF，或先删除不需要的文件。")
        return str(told) % {"most": self.most}


class TooMuchAltogether(CaseworkError):
    """The files of one case have a sum; more than that nobody could look through."""

    code = "too_much_altogether"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        told = _("本次办理的全部文件合计不能超过 %(most)d MB。请压缩，或先删除不需要的文件。")
        return str(told) % {"most": self.most // (1024 * 1024)}


class MaterialUnsafe(CaseworkError):
    """The virus scanner refused what was handed in; nobody can open it any more."""

    code = "material_unsafe"
    message = _("有文件没有通过安全检查，不能提交。请到材料页删除该文件，换一份后再提交。")


class FormatNotAccepted(CaseworkError):
    code = "format_not_accepted"
    message = _("这种格式的文件不适用于这项材料，请换一种格式重新上传。")


class DefectsMissing(CaseworkError):
    code = "defects_missing"
    message = _("请一次性写明全部需要补正的内容。")


class ReasonMissing(CaseworkError):
    code = "reason_missing"
    message = _("请写明理由。")


class NotForPaper(CaseworkError):
    """A text that a letter repeats holds characters the paper font cannot draw."""

    code = "not_for_paper"
    unprintable: ClassVar[str | Promise] = _(
        "下列字符无法印在文书上：%(characters)s，请换一个写法。"
    )

    def __init__(self, characters: Iterable[str] = ()) -> None:
        self.characters = tuple(characters)
        super().__init__(self.characters)

    def __str__(self) -> str:
        return str(self.unprintable) % {"characters": "、".join(self.characters)}


class IdentityNumberInWords(NotForPaper):
    """A letter names people and never their whole numbers."""

    def __str__(self) -> str:
        return str(_("文字中有完整的身份证件号码，不能印在文书上；请改写姓名，或只写号码后四位。"))


class TakeBackTooLate(CaseworkError):
    code = "take_back_too_late"
    message = _("提交已超过十分钟，不能直接收回；如不再办理，请使用“撤回申请”。")


class SeriesExhausted(CaseworkError):
    code = "series_exhausted"
    message = _("当日编号已用完，请联系系统管理员。")
