"""Addresses of one's own data, under ``mine/`` of the web door."""

from django.urls import path

from portal.web.views import agents, consents, mine, organisations, profile

urlpatterns = [
    path("", mine.overview, name="mine"),
    path("profile/", profile.profile, name="mine-profile"),
    path("profile/full/", profile.number, name="mine-number"),
    path("profile/change/", profile.change, name="mine-profile-change"),
    path("profile/forget/", profile.forget, name="mine-profile-forget"),
    path("profile/identity/", profile.identity, name="mine-identity"),
    path("organisations/", organisations.listed, name="mine-organisations"),
    path("organisations/add/", organisations.add, name="mine-organisation-add"),
    path("organisations/<int:membership>/", organisations.one, name="mine-organisation"),
    path(
        "organisations/<int:membership>/prove/", organisations.prove, name="mine-organisation-prove"
    ),
    path(
        "organisations/<int:membership>/leave/", organisations.leave, name="mine-organisation-leave"
    ),
    path("agents/", agents.listed, name="mine-agents"),
    path("agents/invite/", agents.invite, name="mine-agent-invite"),
    path("agents/<int:agent>/revoke/", agents.revoke, name="mine-agent-revoke"),
    path("agents/links/<int:invitation>/cancel/", agents.cancel, name="mine-invitation-cancel"),
    path("authorise/<str:secret>/", agents.invitation, name="mine-invitation"),
    path("acting/", agents.acting, name="mine-acting"),
    path("acting/<int:agent>/stop/", agents.stop, name="mine-acting-stop"),
    path("consents/", consents.listed, name="mine-consents"),
    path("consents/<int:consent>/withdraw/", consents.withdraw, name="mine-consent-withdraw"),
    path("documents/", mine.documents, name="mine-documents"),
    path("documents/<int:document>/", mine.document, name="mine-document"),
    path("documents/<int:document>/delete/", mine.delete_document, name="mine-document-delete"),
    path("drafts/<uuid:token>/delete/", mine.delete_draft, name="mine-draft-delete"),
    path("looks/", mine.looks, name="mine-looks"),
    path("export/", mine.export, name="mine-export"),
    path("delete/", mine.delete_account, name="mine-delete"),
]
