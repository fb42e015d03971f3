"""The configured shape says what the portal reads, and nothing it does not know."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from portal.env import Environment

HOUSE = Path(__file__).resolve().parent.parent.parent
KNOWN = {name.upper() for name in Environment.model_fields}


@pytest.fixture(scope="module")
def compose() -> dict:
    return YAML(typ="safe").load(HOUSE / "docker-compose.yml")


def test_it_is_the_shape_of_the_design(compose: dict):
    assert set(compose["services"]) == {
        "postgres",
        "valkey",
        "prepare",
        "web",
        "worker",
        "beat",
    }


@pytest.mark.parametrize("service", ["prepare", "web", "worker", "beat"])
def test_each_of_our_services_gets_all_that_production_asks_for(compose: dict, service: str):
    given = set(compose["services"][service]["environment"])
    granting = {"PORTAL_PASSWORD"} if service == "prepare" else set()
    assert given - granting <= KNOWN, "a variable the portal never reads"
    assert KNOWN - given == {"DEBUG"}, "what the portal reads and its user cannot say"


def test_what_compose_asks_of_its_user_is_explained_at_its_head():
    head, body = (HOUSE / "docker-compose.yml").read_text().split("x-portal:")
    asked = set(re.findall(r"\$\{(\w+):\?", body))
    assert asked
    assert asked <= set(re.findall(r"^#   (\w+)=", head, re.MULTILINE))


@pytest.mark.parametrize("guide", ["README.md", "README.zh.md"])
def test_every_variable_is_explained(guide: str):
    told = set(re.findall(r"`([A-Z_]+)`", (HOUSE / guide).read_text()))
    assert KNOWN - {"DEBUG", "PORTAL_ENV"} <= told


@pytest.mark.parametrize("guide", ["README.md", "README.zh.md"])
def test_every_command_of_ours_is_explained(guide: str):
    told = (HOUSE / guide).read_text()
    commands = {
        path.stem
        for room in ("applicants", "bundles", "departments", "portal")
        for path in HOUSE.glob(f"{room}/**/management/commands/*.py")
        if not path.stem.startswith("_")
    }
    assert {one for one in commands if f"manage.py {one}" not in told} <= {"demo"}


def test_the_image_holds_the_whole_house():
    copied = set(
        re.findall(r"^COPY .* \./(\w+)$", (HOUSE / "Dockerfile").read_text(), re.MULTILINE)
    )
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert rooms | {"templates", "static", "locale"} == copied


def test_databases_keep_their_data_and_are_not_published(compose: dict):
    for name in ("postgres", "valkey"):
        service = compose["services"][name]
        assert service["volumes"]
        assert "ports" not in service


def test_the_image_installs_by_hash_and_does_not_run_as_root():
    lines = (HOUSE / "Dockerfile").read_text().splitlines()
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["portal"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_versions_and_hashes_and_no_address(lock: str):
    text = (HOUSE / lock).read_text()
    assert not re.search(r"https?://|file:|--index|--find|^#.*/", text, re.MULTILINE)
    entries = re.findall(r"^([a-z0-9][^\s=]*)==\S+ \\$", text, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert len(entries) > 50


def test_developing_uses_the_very_versions_that_run():
    def versions(lock: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+) ", (HOUSE / lock).read_text(), re.MULTILINE))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")
