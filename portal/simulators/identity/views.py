"""The provider's addresses."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from oauthlib.oauth2 import FatalClientError, OAuth2Error

from portal.simulators.identity.forms import ChosenPersonForm
from portal.simulators.identity.keys import ALGORITHM, public_keys
from portal.simulators.identity.people import PEOPLE
from portal.simulators.identity.provider import SCOPES, issuer, server

PASSED_ON: Final = ("WWW-Authenticate", "Cache-Control", "Pragma")


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "simulators/identity_about.html")


@require_GET
def configuration(request: HttpRequest) -> HttpResponse:
    """Discovery (OpenID Connect Discovery 1.0 §4)."""

    def at(name: str) -> str:
        return request.build_absolute_uri(reverse(f"simulated_identity_{name}"))

    return JsonResponse(
        {
            "issuer": issuer(request.build_absolute_uri()),
            "authorization_endpoint": at("authorize"),
            "token_endpoint": at("token"),
            "userinfo_endpoint": at("userinfo"),
            "jwks_uri": at("keys"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": SCOPES,
            "claims_supported": ["sub", "name", "id_number"],
        }
    )


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    return JsonResponse(public_keys())


@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Who are you? Whoever is picked or typed is vouched for; cancelling goes back empty-handed."""
    address = request.build_absolute_uri()
    try:
        scopes, asked = server().validate_authorization_request(address)
    except FatalClientError as error:  # the client is not ours: nobody is sent anywhere
        return render(
            request,
            "simulators/identity_about.html",
            {"problem": error.error},
            status=HTTPStatus.BAD_REQUEST,
        )
    except OAuth2Error as error:
        return HttpResponseRedirect(error.in_uri(error.redirect_uri))
    if "cancel" in request.POST:
        told = {"error": "access_denied", "state": asked["state"]}
        return HttpResponseRedirect(f"{asked['redirect_uri']}?{urlencode(told)}")
    form = ChosenPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        headers, _body, _status = server().create_authorization_response(
            address, scopes=scopes, credentials={"user": form.cleaned_data["person"]}
        )
        return HttpResponseRedirect(headers["Location"])
    return render(request, "simulators/identity.html", {"form": form, "people": PEOPLE})


@never_cache
@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """The code against tokens; asked by the portal's server, not by a browser."""
    body = request.body.decode("ascii", "replace")
    headers = {"Content-Type": request.content_type or ""}
    return _answer(
        server().create_token_response(request.build_absolute_uri(), "POST", body, headers)
    )


@never_cache
@require_GET
def userinfo(request: HttpRequest) -> HttpResponse:
    headers = {"Authorization": request.headers.get("Authorization", "")}
    address = request.build_absolute_uri()
    try:
        told = server().create_userinfo_response(address, "GET", None, headers)
    except OAuth2Error as error:
        told = ({"WWW-Authenticate": f'Bearer error="{error.error}"'}, error.json, 401)
    return _answer(told)


def _answer(told: tuple[dict[str, str], str | None, int]) -> HttpResponse:
    headers, body, status = told
    answer = HttpResponse(body or "", status=status, content_type="application/json")
    for name in PASSED_ON:
        if name in headers:
            answer[name] = headers[name]
    return answer
