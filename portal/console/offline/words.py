"""What the offline page says by itself, with nobody to ask for a translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Final[Mapping[str, str | Promise]] = {
    "kept": _("{time} 已保存在本机"),
    "taken": _("已收件，编号 {number}。请打印收件凭条交给申请人。"),
    "no_number": _(
        "今天的预留编号已用完，暂时不能再收件。刚才填写的内容已保存在本机，网络恢复后即可收件。"
    ),
    "left": _("今天还可收 {count} 件"),
    "waiting": _("待同步"),
    "going": _("正在同步"),
    "sent": _("已同步"),
    "refused": _("需要改正"),
    "print": _("打印凭条"),
    "mend": _("改正"),
    "go_on": _("去补全"),
    "seen": _("不再保留文件"),
    "seen_sure": _("没有收进来的文件将从本机删除，确定吗？"),
    "empty_sure": _("清空后，刚才填写的内容和文件不能找回，确定吗？"),
    "remove": _("移除"),
    "too_big": _("这些文件是空的或超过 20 MB，没有保存：{names}"),
    "name": _("请填写姓名，最多 50 个字。"),
    "id_form": _("身份证号码应为18位，前17位是数字，请核对后重新填写。"),
    "id_date": _("身份证号码中的出生日期不存在，请核对第7至14位。"),
    "id_check": _("身份证号码的校验位不符，可能有一位输错，请逐位核对。"),
    "phone": _("请填写11位手机号码，或带区号的固定电话，例如 0479-3351234。"),
}
