"""What an applicant can be refused while registers are asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .exceptions import CaseworkError


class LookupsRunning(CaseworkError):
    """A register may still answer; in a few seconds it has, or the paper is asked for."""

    code = "lookups_running"
    message = _("正在向登记系统查询您的材料，最多再等 10 秒。请稍等片刻，再核对一遍后提交。")


class AskedTooOften(CaseworkError):
    code = "asked_too_often"
    message = _("一小时内已经查询多次。请先直接上传这份材料，或者过一会儿再查。")
