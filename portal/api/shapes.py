"""The small shapes that several resources answer with."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class Words(serializers.Serializer[Any]):
    """One sentence in the two languages of the house."""

    zh = serializers.CharField(help_text="中文。 Chinese.")
    en = serializers.CharField(help_text="英文。 English.")


class ProblemFault(serializers.Serializer[Any]):
    path = serializers.CharField(
        help_text="出错的位置，用点号分段，如 `defects.0.about`；空串指整个请求。 "
        "Where it is wrong; empty for the request as a whole."
    )
    code = serializers.CharField(help_text="稳定的代码。 Stable code.")
    message = serializers.CharField(help_text="怎样改。 What to mend.")


class ProblemDocument(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField(
        help_text="说明此类问题的地址。 Address that explains this kind of problem."
    )
    title = serializers.CharField(
        help_text="问题的名称，按 Accept-Language 为中文（默认）或英文。 "
        "What kind of problem, in the language of Accept-Language (Chinese by default)."
    )
    status = serializers.IntegerField(help_text="HTTP 状态码。 The HTTP status.")
    code = serializers.CharField(
        help_text="稳定的问题代码，程序请以此判断。 The stable code for programs to look at."
    )
    detail = serializers.CharField(help_text="接下来怎么做。 What to do about it.")
    errors = ProblemFault(  # type: ignore[assignment]
        many=True, required=False, help_text="逐项的错误。 Every single thing that is wrong."
    )


class Department(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="部门编号。 Code of the department.")
    uscc = serializers.CharField(help_text="统一社会信用代码。 Unified social credit code.")
    name = Words(help_text="部门名称。 Name of the department.")


class Due(serializers.Serializer[Any]):
    promised = serializers.DateTimeField(help_text="承诺办结时间。 Promised by.")
    legal = serializers.DateTimeField(help_text="法定办结时间。 Due by law.")
    provisional = serializers.BooleanField(
        help_text="跨入尚未公布放假安排的年份，日期为暂定。 "
        "Counted through a year whose calendar is not published yet."
    )


class Pause(serializers.Serializer[Any]):
    since = serializers.DateTimeField(help_text="停表时间。 When the clock stopped.")
    until = serializers.DateTimeField(
        allow_null=True, help_text="恢复计时的时间；仍停表为 null。 When it went on, or null."
    )


class Clock(serializers.Serializer[Any]):
    """The promised clock, read at the moment of the request."""

    started = serializers.DateTimeField(help_text="起算时间。 When it started.")
    used_minutes = serializers.IntegerField(
        help_text="已用的工作时间（分钟）。 Office minutes used."
    )
    left_minutes = serializers.IntegerField(
        help_text="剩余的工作时间（分钟），超期为负。 Office minutes left; negative when overdue."
    )
    light = serializers.ChoiceField(
        choices=["green", "amber", "red", "stopped", "done"],
        help_text="green 正常，amber 临期，red 超期，stopped 停表，done 已办结。 How it stands.",
    )
    due = Due(help_text="计入停表后的时限。 Due dates, pauses included.")
    pauses = Pause(many=True, help_text="停表的时段。 When the clock stood.")


class Material(serializers.Serializer[Any]):
    """One file that was handed in for one material of the item."""

    key = serializers.CharField(help_text="材料代号。 Key of the material.")
    name = Words(help_text="材料名称。 Name of the material.")
    file_name = serializers.CharField(help_text="申请人起的文件名。 The applicant's file name.")
    media_type = serializers.CharField(
        help_text="application/pdf、image/jpeg 或 image/png。 Type of the file."
    )
    size = serializers.IntegerField(help_text="字节数。 Size in bytes.")
    sha256 = serializers.CharField(help_text="内容的 SHA-256。 SHA-256 of the content.")
    url = serializers.CharField(
        help_text="下载地址，需要 materials:read。 Where to download it; needs materials:read."
    )
    register = serializers.CharField(
        required=False,
        help_text="由登记系统共享的，其代号；申请人提交的没有此项。 "
        "The register that gave it; absent for what the applicant handed in.",
    )
    fetched_at = serializers.DateTimeField(
        required=False, help_text="登记系统给出的时间。 When the register gave it."
    )


class CheckPoint(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="要点代号。 Key.")
    text = Words(help_text="审查什么。 What to look at.")
    defect = Words(help_text="不符合时告知申请人的话。 What the applicant is told.")
    about = serializers.CharField(
        help_text="所指的内容，可用作补正的 about。 The place meant; a defect's about."
    )


class Defect(serializers.Serializer[Any]):
    about = serializers.CharField(help_text="所指的内容。 The place meant.")
    text = serializers.CharField(help_text="需要补正什么。 What to put right.")


class Correction(serializers.Serializer[Any]):
    asked_at = serializers.DateTimeField(help_text="要求补正的时间。 When it was asked for.")
    answered_at = serializers.DateTimeField(
        allow_null=True,
        help_text="补正的时间；未补正为 null。 When it was answered, or null.",
    )
    defects = Defect(many=True, help_text="全部补正内容。 Everything asked for.")
    unchanged_because = serializers.CharField(
        help_text="申请人未作修改时的说明。 Why the applicant changed nothing, if so."
    )


class DecisionMade(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(
        choices=["approved", "rejected", "not_accepted"], help_text="决定。 The outcome."
    )
    result = serializers.DictField(help_text="结果数据。 The result data.")
    opinion = serializers.CharField(help_text="审查意见。 The opinion.")
    grounds = serializers.CharField(
        help_text="不予通过或不予受理的理由。 Grounds of a rejection or non-acceptance."
    )
    competent = serializers.CharField(
        help_text="不予受理时应向哪个机关申请；没有为空串。 Where to apply instead, if anywhere."
    )
    decided_by = serializers.CharField(help_text="决定人工号。 Number of the officer who decided.")
    reviewed_by = serializers.CharField(
        allow_null=True, help_text="审查人工号。 Number of the officer who reviewed, or null."
    )
    decided_at = serializers.DateTimeField(help_text="决定时间。 When it was decided.")
