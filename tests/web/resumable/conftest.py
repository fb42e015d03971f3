from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.company import QUESTIONS, begin
from tests.web.resumable.sending import Device


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def materials(his: Client) -> str:
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    return f"{case}materials/"


@pytest.fixture
def device(his: Client, materials: str) -> Device:
    return Device(his, materials)
