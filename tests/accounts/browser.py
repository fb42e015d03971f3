"""Somebody at a keyboard, over HTTP."""

import httpx
from bs4 import BeautifulSoup


class Browser:
    """Follows links and forms over HTTP, as somebody without JavaScript does."""

    def __init__(self, base: str) -> None:
        self.client = httpx.Client(
            base_url=base, follow_redirects=True, trust_env=False, timeout=60
        )

    def open(self, address: str) -> httpx.Response:
        return self.client.get(address)

    def send(self, page: httpx.Response, to: str = "", **data: str) -> httpx.Response:
        token = BeautifulSoup(page.text, "html.parser").select_one(
            "main [name=csrfmiddlewaretoken]"
        )
        assert token is not None, page.text
        address = to or str(page.url)
        return self.client.post(
            address,
            data={"csrfmiddlewaretoken": str(token["value"]), **data},
            headers={"Referer": str(page.url)},
        )
