"""Addresses of the web door, in the order an applicant meets them."""

from django.conf import settings
from django.urls import include, path, register_converter

from portal.web.guide import draft, relief
from portal.web.resumable import views as resumable
from portal.web.views import (
    appointments,
    beside,
    cases,
    commitments,
    correction,
    delivery,
    design,
    display,
    finding,
    form,
    front,
    installed,
    items,
    kiosk,
    later,
    materials,
    messages,
    notices,
    papers,
    preferences,
    review,
    rows,
    scan,
    signatory,
    signing,
    start,
    verify,
    wallet,
)


class Key:
    """The key of a block, material or item: nothing else can be in an address."""

    regex = "[A-Za-z][A-Za-z0-9_]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Key, "key")

app_name = "web"
BUNDLE = "bundles/<slug:division>/<slug:code>/"
CASE = "cases/<uuid:token>/"

urlpatterns = [
    path("", front.front, name="front"),
    path("search/", finding.search, name="search"),
    path("search/suggestions/", finding.suggestions, name="suggestions"),
    path("life/<slug:key>/", finding.life, name="life"),
    path("places/", finding.choose_place, name="places"),
    path("items/<slug:code>/", items.item, name="item"),
    path("departments/", items.departments, name="departments"),
    path("departments/<slug:code>/", items.department, name="department"),
    path("bundles/<slug:code>/", items.bundle, name="bundle-anywhere"),
    path(BUNDLE, front.bundle, name="bundle"),
    path(BUNDLE + "start/", start.start, name="start"),
    path(BUNDLE, include("portal.web.guide.urls")),
    path("relief/", relief.everywhere, name="relief"),
    path("cases/", cases.listed, name="cases"),
    path(CASE, cases.case, name="case"),
    path(CASE + "form/", form.tasks, name="tasks"),
    path(CASE + "form/<key:block>/", form.page, name="page"),
    path(CASE + "form/<key:block>/add/", rows.add, name="add"),
    path(CASE + "form/<key:block>/<int:index>/", rows.change, name="change"),
    path(CASE + "form/<key:block>/<int:index>/remove/", rows.remove, name="remove"),
    path(CASE + "form/<key:block>/<int:index>/<key:step>/", rows.change, name="row-step"),
    path(CASE + "form/<key:block>/<key:step>/", form.step, name="step"),
    path(CASE + "what-if/", draft.what_if, name="what-if"),
    path(CASE + "undo/", rows.undo, name="undo"),
    path(CASE + "materials/", materials.listed, name="materials"),
    path(CASE + "materials/<key:key>/", materials.material, name="material"),
    path(
        CASE + "materials/<key:key>/<int:handed>/remove/", materials.remove, name="remove-material"
    ),
    path(CASE + "materials/<key:key>/look-up/", materials.look_up, name="look-up"),
    path(CASE + "materials/<key:key>/uploads/", resumable.announce, name="uploads"),
    path("uploads/<uuid:upload>/", resumable.one, name="upload"),
    path("uploads/<uuid:upload>/finish/", resumable.conclude, name="upload-finish"),
    path(CASE + "materials/<key:key>/scan/", scan.scan, name="scan"),
    path(CASE + "materials/<key:key>/scan/make/", scan.make, name="scan-make"),
    path(CASE + "materials/<key:key>/scan/<uuid:page>/", scan.change, name="scan-page"),
    path(
        CASE + "materials/<key:key>/scan/<uuid:page>/thumbnail.jpg",
        scan.thumbnail,
        name="scan-thumbnail",
    ),
    path(CASE + "files/<int:handed>/", materials.download, name="file"),
    path(CASE + "files/<int:handed>/thumbnail.jpg", materials.thumbnail, name="thumbnail"),
    path(CASE + "review/", review.review, name="review"),
    path(CASE + "signatures/", signing.waiting, name="signatures"),
    path(CASE + "signatures/own/", signing.own, name="signature-own"),
    path(CASE + "signatures/stop/", signing.stop, name="signature-stop"),
    path(CASE + "signatures/<int:number>/", signing.link, name="signature-link"),
    path(CASE + "signatures/<int:number>/code.svg", signing.code, name="signature-qr"),
    path(CASE + "signatures/<int:number>/renew/", signing.renew, name="signature-renew"),
    path("beside/<str:secret>/", beside.beside, name="beside"),
    path("beside/<str:secret>/now/", beside.beside_now, name="beside-now"),
    path("sign/<str:secret>/", signatory.sign, name="sign"),
    path("sign/<str:secret>/identity/", signatory.vouch, name="sign-identity"),
    path("sign/<str:secret>/text/", signatory.text, name="sign-text"),
    path("sign/<str:secret>/decline/", signatory.decline, name="sign-decline"),
    path("sign/<str:secret>/not-me/", signatory.deny, name="sign-deny"),
    path(CASE + "receipt.pdf", papers.receipt, name="receipt"),
    path(CASE + "papers/<int:paper>.pdf", papers.letter, name="letter"),
    path(CASE + "results/<key:key>.pdf", papers.result, name="result"),
    path(CASE + "results/<key:key>-<int:nth>.pdf", papers.result, name="result-of-person"),
    path(CASE + "later/<key:key>/", later.later, name="later"),
    path(CASE + "correction/", correction.correction, name="correction"),
    path(CASE + "take-back/", cases.take_back, name="take-back"),
    path(CASE + "withdraw/", cases.withdraw, name="withdraw"),
    path(CASE + "items/<key:key>/withdraw/", cases.withdraw_item, name="withdraw-item"),
    path(
        CASE + "items/<key:key>/commitment/withdraw/",
        commitments.withdraw_commitment,
        name="withdraw-commitment",
    ),
    path(CASE + "results/ask/", cases.ask_for_results, name="ask"),
    path(CASE + "standing/", cases.standing_now, name="standing"),
    path(CASE + "archive.zip", papers.everything, name="archive"),
    path(CASE + "delivery/", delivery.delivery, name="delivery"),
    path("wallet/", wallet.listed, name="wallet"),
    path("wallet/<uuid:token>/<key:key>/", wallet.certificate, name="certificate"),
    path(
        "wallet/<uuid:token>/<key:key>/<int:nth>/",
        wallet.certificate,
        name="certificate-of-person",
    ),
    path("messages/", messages.listed, name="messages"),
    path("messages/read/", messages.all_read, name="messages-read"),
    path("messages/settings/", messages.settings, name="messages-settings"),
    path("messages/<int:notice>/", messages.opened, name="message"),
    path("messages/unsubscribe/<str:mark>/", messages.unsubscribe, name="unsubscribe"),
    path("mine/", include("portal.web.mine.urls")),
    path("appointments/", appointments.listed, name="appointments"),
    path("appointments/book/", appointments.book, name="appointment-book"),
    path("appointments/<uuid:token>/", appointments.one, name="appointment"),
    path("appointments/<uuid:token>/code.svg", appointments.code, name="appointment-qr"),
    path(
        "appointments/<uuid:token>/calendar.ics",
        appointments.calendar,
        name="appointment-calendar",
    ),
    path("appointments/<uuid:token>/cancel/", appointments.cancel, name="appointment-cancel"),
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("kiosk/take/", kiosk.take, name="kiosk-take"),
    path("kiosk/check-in/", kiosk.check_in, name="kiosk-check-in"),
    path("kiosk/tickets/<int:ticket>/", kiosk.ticket, name="kiosk-ticket"),
    path("kiosk/pair/<str:word>/", kiosk.pair, name="kiosk-pair"),
    path("display/<slug:hall>/", display.display, name="display"),
    path("progress/", cases.public, name="progress"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("sw.js", installed.worker, name="worker"),
    path("offline/", installed.offline, name="offline"),
    path("verify/", verify.verify, name="verify"),
    path("verify/keys.json", verify.keys, name="verify-keys"),
    path("verify/verify.py", verify.checker, name="verify-program"),
    path("V/<str:payload>", verify.code, name="verify-code"),
    path("privacy/", notices.privacy, name="privacy"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("preferences/language/", preferences.language, name="language"),
    path("preferences/size/", preferences.size, name="size"),
    path("preferences/place/", preferences.place, name="place"),
]

if not settings.PRODUCTION:
    urlpatterns += [path("design/", design.design, name="design")]
