"""What ``static/upload.js`` says, in the reader's language: scripts hold no sentences."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Sentences by the name the script calls them; ``{…}`` is filled in there."""
    return {
        "preparing": _("正在处理照片…"),
        "waiting": _("等待上传"),
        "sending": _("正在上传：{done} / {total}（{percent}%）"),
        "resumed": _("接着上次的位置继续：{percent}%"),
        "paused": _("已暂停，已传 {percent}%，不会丢失"),
        "offline": _("网络断了，已传 {percent}%。联网后自动继续。"),
        "retrying": _("网络不稳，{seconds} 秒后自动重试，已传 {percent}%"),
        "checking": _("已传完，正在检查文件…"),
        "done": _("上传成功"),
        "failed": _("没有上传：{why}"),
        "signed_out": _("登录已失效。请重新登录，再选择同一个文件，会从 {percent}% 接着传。"),
        "sign_in": _("重新登录"),
        "sign_in_at": reverse("account_login"),
        "try_again": _("服务器暂时没有回应。请稍后再选择同一个文件，会接着传。"),
        "pause": _("暂停"),
        "go_on": _("继续"),
        "retry": _("重试"),
        "cancel": _("取消"),
        "cancelled": _("已取消"),
        "dismiss": _("知道了"),
        "progress_of": _("{name} 的上传进度"),
        "all_done": _("{count} 个文件已上传。"),
        "leave": _("还有文件没有传完。离开后可以回来选择同一个文件接着传。"),
    }
