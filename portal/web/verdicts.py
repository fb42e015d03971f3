"""What a finding says in everyday words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bundles.casework.follow_up_stages import FollowUpStage
from bundles.issuance.verification import Checked, Finding, Verdict

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Told:
    """``tone`` colours the panel: ``ok``, ``warn`` or ``bad``; the words say the same."""

    title: Words
    meaning: Words
    tone: str


@dataclass(frozen=True, slots=True)
class CheckTold:
    held: bool
    words: Words


_VALID: Final = Told(_("核验通过：有效"), _("这份结果由本平台签发，现在仍然有效。"), "ok")
_LETTER: Final = Told(_("核验通过：真实"), _("这份文书由本平台出具，与出具时的记录一致。"), "ok")
VERDICTS: Final = {
    Verdict.EXPIRED: Told(
        _("真实签发，但已过期"), _("这份结果由本平台签发，有效期已经过了。"), "warn"
    ),
    Verdict.REVOKED: Told(
        _("真实签发，但已撤销"), _("这份结果由本平台签发，后来被签发部门撤销，不再有效。"), "bad"
    ),
    Verdict.REPLACED: Told(
        _("真实，但已有新的一份"),
        _("这份回执是真的。申请人后来重新提交过，请以新的回执为准。"),
        "warn",
    ),
    Verdict.ALTERED: Told(
        _("核验不通过：被改动过"),
        _("它带有本平台的签名，但内容和签名对不上，哪怕只差一个字节。请向持有人索取原件。"),
        "bad",
    ),
    Verdict.FORGED: Told(
        _("核验不通过：不是本平台签发的"),
        _("它仿照本平台的样子，但签名不是本平台有效的密钥生成的。请不要采信。"),
        "bad",
    ),
}
UNKNOWN: Final = {
    Checked.FILE: _(
        "本平台没有签发过这个文件，或者它在签发之后被改动过、另存过。请向持有人索取原始文件。"
    ),
    Checked.NUMBER: _("没有编号和校验码都相符的结果。请对照文件逐位核对；字母不分大小写。"),
    Checked.CODE_SIGNATURE: _("这不是本平台文书上的二维码，或者没有读全。请重新扫描。"),
    Checked.RECORD: _("二维码的签名是真的，但没有对应的签发记录。请到窗口查询。"),
}
CHECKS: Final = {
    (Checked.NUMBER, True): _("编号和校验码与签发记录一致"),
    (Checked.NUMBER, False): _("编号和校验码与签发记录不一致"),
    (Checked.FILE, True): _("您给的文件与签发的文件完全一致，没有被改动"),
    (Checked.FILE, False): _("您给的文件与签发的文件不一致"),
    (Checked.PDF_SIGNATURE, True): _("文件里的电子签名完好"),
    (Checked.PDF_SIGNATURE, False): _("文件里的电子签名已经失效"),
    (Checked.CODE_SIGNATURE, True): _("二维码的签名由本平台的密钥生成，内容没有被改动"),
    (Checked.CODE_SIGNATURE, False): _("二维码的签名对不上"),
    (Checked.RECORD, True): _("二维码的内容与签发记录一致"),
    (Checked.RECORD, False): _("没有找到对应的签发记录"),
    (Checked.STANDING, True): _("没有被撤销，没有过期，没有被替换"),
    (Checked.STANDING, False): _("已经被撤销、过期或者被替换"),
}

PROMISED: Final = {
    FollowUpStage.DUE: Told(
        _("事后核查：尚未核查"), _("作出决定之后，监管部门会核查承诺是否属实。"), ""
    ),
    FollowUpStage.KEPT: Told(_("事后核查：符合承诺"), _("监管部门已经核查，与承诺一致。"), "ok"),
    FollowUpStage.TO_PUT_RIGHT: Told(
        _("事后核查：已责令改正"), _("核查发现与承诺不符，监管部门已责令限期改正。"), "warn"
    ),
    FollowUpStage.PUT_RIGHT: Told(_("事后核查：已经改正"), _("核查发现的问题已按要求改正。"), "ok"),
    FollowUpStage.NOT_PUT_RIGHT: Told(
        _("事后核查：逾期未改正"), _("责令改正的期限已过，问题没有改正。"), "bad"
    ),
    FollowUpStage.PROPOSED: Told(
        _("事后核查：逾期未改正，拟撤销"), _("签发部门正在决定是否撤销。"), "bad"
    ),
    FollowUpStage.REVOKED: Told(
        _("事后核查：承诺不实，已撤销"), _("没有按要求改正，签发部门已经撤销。"), "bad"
    ),
}
"""What the check of a promise has found so far, for whoever relies on the result."""


def told(finding: Finding) -> Told:
    """Title, meaning and tone of a finding."""
    if finding.verdict is Verdict.VALID:
        return _LETTER if finding.paper and finding.paper.letter else _VALID
    if finding.verdict is Verdict.UNKNOWN:
        failed = next((what for what, held in finding.checks if not held), Checked.CODE_SIGNATURE)
        return Told(_("核验不通过：查不到"), UNKNOWN[failed], "bad")
    return VERDICTS[finding.verdict]


def checks(finding: Finding) -> list[CheckTold]:
    """What was checked, in order."""
    return [CheckTold(held, CHECKS[what, held]) for what, held in finding.checks]


def promised(finding: Finding) -> Told | None:
    """For a result decided on a promise: how far its check has come; None for any other."""
    stage = finding.paper.promise if finding.paper else None
    return None if stage is None else PROMISED[stage]
