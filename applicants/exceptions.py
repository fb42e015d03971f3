"""What can go wrong here: a stable code each, and a sentence that says what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ApplicantError(Exception):
    """Something about an applicant, an agent or a document that cannot be done as asked."""

    code: str = "applicant_error"
    message: str | Promise = _("无法完成这项操作，请核对后重试。")

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(self.code)
        if message is not None:
            self.message = message

    def __str__(self) -> str:
        return str(self.message)


class IdentityTaken(ApplicantError):
    """Another applicant's identity was already confirmed under this number."""

    code = "identity_taken"
    message = _("该证件号码已由另一账户完成核验，请使用原账户，或持证件原件到窗口办理。")


class AgentRefused(ApplicantError):
    """This authorisation cannot be given."""

    code = "agent_refused"


class InvitationRefused(ApplicantError):
    """A link that offers nothing any more, or not to this person."""

    code = "invitation_refused"
    message = _("这个委托链接已经失效。请联系委托人重新发一个链接。")


class IdentityFixed(ApplicantError):
    """A name or number that is not changed by typing another one."""

    code = "identity_fixed"
    message = _(
        "姓名和证件号码已经核验或已用于办件，不能自行修改。请带身份证到政务服务大厅窗口更正。"
    )


class OrganisationRefused(ApplicantError):
    """Somebody cannot act for this organisation."""

    code = "organisation_refused"


class DocumentRefused(ApplicantError):
    """A file that is not taken in; nothing of it was kept."""

    code = "document_refused"


class TooLarge(DocumentRefused):
    """The file is over the size limit; reading stopped there."""

    code = "too_large"


class Empty(DocumentRefused):
    """The file holds nothing."""

    code = "empty"
    message = _("文件是空的，请检查后重新选择文件。")


class BadName(DocumentRefused):
    """The file's name cannot be shown safely."""

    code = "bad_name"
    message = _("文件名中含有无法显示的字符，请改名后重新上传。")


class WrongType(DocumentRefused):
    """Not a kind of file that is taken in."""

    code = "wrong_type"
    message = _("只能上传 PDF、JPEG 或 PNG 文件，请转换格式后重新上传。")


class TypeMismatch(DocumentRefused):
    """The content is not what the name says."""

    code = "type_mismatch"


class Damaged(DocumentRefused):
    """The right kind of file, but it does not open."""

    code = "damaged"
    message = _("文件已损坏，无法打开。请用原来的软件重新导出或重新拍照后上传。")


class Encrypted(DocumentRefused):
    """A PDF that needs a password, or limits what may be done with it."""

    code = "encrypted"
    message = _("该 PDF 设有密码或使用限制，窗口无法查看。请取消密码保护后重新上传。")


class TooManyPixels(DocumentRefused):
    """An image that would take too much memory to open."""

    code = "too_many_pixels"


class TooManyPages(DocumentRefused):
    """A PDF with more pages than anybody could look through."""

    code = "too_many_pages"


class TooComplex(DocumentRefused):
    """Opening it would take more time or memory than any honest file needs."""

    code = "too_complex"
    message = _("文件内部过于复杂，无法安全打开。请用“打印为 PDF”另存一份，或拍照后重新上传。")


class ActiveContent(DocumentRefused):
    """A PDF that would do something by itself: scripts, programs, forms that send, sound, film."""

    code = "active_content"
    message = _(
        "该 PDF 含有会自动运行的内容（如脚本、程序或音视频）。请用“打印为 PDF”另存一份后重新上传。"
    )


class FilesInside(DocumentRefused):
    """A PDF with other files inside it, or another kind of file glued to it."""

    code = "files_inside"
    message = _(
        "该文件里还藏有其他文件，窗口看不到。请把其他文件单独上传，并用“打印为 PDF”另存这一份。"
    )


class FillableForm(DocumentRefused):
    """A PDF whose pages are drawn by an XFA form: most readers show nothing of it."""

    code = "fillable_form"
    message = _(
        "该 PDF 是动态表单（XFA），窗口看不到填写的内容。请用“打印为 PDF”另存一份后重新上传。"
    )


class DocumentHandedIn(ApplicantError):
    """A document that a case names is not deleted."""

    code = "document_handed_in"
    message = _("这个文件已经交到办件里，要和办件一起保存，不能删除。")


class NotSafe(DocumentRefused):
    """The virus scanner refused the file; it is not given out any more."""

    code = "not_safe"
    message = _("该文件未通过安全检查，不能打开。请更换文件后重新上传。")


class NotDrawn(ApplicantError):
    """A page of a PDF that could not be made a picture; the file itself is no worse for it."""

    code = "not_drawn"
    message = _("这一页无法显示成图片，请点“打开原文件”查看。")


class OtherName(ApplicantError):
    """The number is known under another name: one of the two was read or typed wrongly."""

    code = "other_name"
    message = _(
        "这个号码以前登记的是另一个姓名或名称。请再核对原件；"
        "原件确实是现在这个，请勾选“按原件更正”后继续。"
    )
