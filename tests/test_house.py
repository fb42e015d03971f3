"""Rules of the house that no linter knows."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
HEART = ("bundles", "departments", "applicants")
ROOMS = (*HEART, "portal", "benchmarks")
MOVES = "bundles/casework/services/moves.py"
LONGEST = 300
HTTP = (
    "django.http.",
    "django.views.",
    "django.urls.",
    "django.shortcuts.",
    "django.contrib.admin.",
    "django.contrib.sessions.",
    "django.contrib.messages.",
    "django.middleware.",
)
PURE = (
    "bundles/catalogue/plan.py",
    "bundles/casework/clock.py",
    "departments/calendar.py",
    "departments/limits.py",
)
WORDS_WE_DO_NOT_USE = ("utils", "helpers", "common", "manager", "misc")


def sources(*rooms: str) -> list[Path]:
    return sorted(
        path
        for room in rooms
        for path in (HOUSE / room).rglob("*.py")
        if "migrations" not in path.parts
    )


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def status_assignments(tree: ast.AST) -> list[int]:
    """Lines that give a stored status a value: ``x.status = …``, ``update(status=…)``, setattr."""
    return [node.lineno for node in ast.walk(tree) if assigns_status(node)]


def assigns_status(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=targets):
            return any(is_status(inner) for target in targets for inner in ast.walk(target))
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return is_status(target)
        case ast.Call(func=ast.Attribute(attr="update"), keywords=keywords):
            return any(
                keyword.arg == "status" and not of_a_version(keyword) for keyword in keywords
            )
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="status"), *_]):
            return True
    return False


def is_status(node: ast.AST) -> bool:
    """``self.status`` is an exception or a value describing itself, not a row being moved."""
    match node:
        case ast.Attribute(attr="status", value=ast.Name(id="self")):
            return False
        case ast.Attribute(attr="status"):
            return True
    return False


def of_a_version(keyword: ast.keyword) -> bool:
    """Publishing retires the version before: a definition's status, not a case's."""
    match keyword.value:
        case ast.Attribute(value=ast.Name(id="VersionStatus")):
            return True
    return False


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("case.status = 1", True),
        ("case.status, other = 1, 2", True),
        ("case.status += 1", True),
        ("case.status: int = 1", True),
        ("Case.objects.filter(id=1).update(status=1)", True),
        ("setattr(case, 'status', 1)", True),
        ("Case(status=1)", False),
        ("self.status = 1", False),
        ("versions.update(status=VersionStatus.RETIRED)", False),
        ("if case.status == 1: pass", False),
        ("status = 1", False),
    ],
)
def test_the_rule_on_status_sees_what_it_must(code: str, found: bool):
    assert bool(status_assignments(ast.parse(code))) is found


def test_only_moves_assigns_a_status():
    elsewhere = {
        name(path): lines
        for path in sources(*HEART, "portal")
        if (lines := status_assignments(ast.parse(path.read_text()))) and name(path) != MOVES
    }
    assert elsewhere == {}


def test_moves_does_assign_it():
    assert status_assignments(ast.parse((HOUSE / MOVES).read_text())), "the rule guards nothing"


def imports(path: Path) -> set[str]:
    """The full names a file imports: modules, and what is taken from them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def reaches(path: Path, packages: tuple[str, ...]) -> set[str]:
    return {full for full in imports(path) if f"{full}.".startswith(packages)}


def test_the_heart_never_speaks_http():
    spoken = {name(path): found for path in sources(*HEART) if (found := reaches(path, HTTP))}
    assert spoken == {}


def test_the_rule_on_http_sees_a_door_speak():
    assert reaches(HOUSE / "portal" / "health.py", HTTP)


@pytest.mark.parametrize("path", PURE)
def test_what_is_pure_reaches_for_no_database(path: str):
    assert reaches(HOUSE / path, ("django.db.", "celery.", "redis.")) == set()


def test_no_file_of_the_heart_asks_whether_it_is_still_one_room():
    long = {
        name(path): length
        for path in sources(*HEART)
        if (length := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_room_is_named_for_everything():
    vague = [
        name(path)
        for path in sources(*ROOMS)
        if path.stem in WORDS_WE_DO_NOT_USE or path.stem.startswith(("do_", "process_", "handle_"))
    ]
    assert vague == []


def test_services_hold_no_raw_sql():
    asked = {"raw", "cursor", "extra", "RawSQL"}
    found = {
        name(path): node.lineno
        for path in sources("bundles")
        if "services" in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) in asked or getattr(node.func, "id", None) in asked)
    }
    assert found == {}


def test_nothing_that_is_compiled_or_secret_is_in_the_repository():
    ignored = (HOUSE / ".gitignore").read_text().split()
    assert {".local/", ".venv/", "*.mo", "/screenshots/"} <= set(ignored)


def test_settings_start_no_server():
    tree = ast.parse((HOUSE / "portal" / "settings.py").read_text())
    imported = {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not imported & {"portal.local.instance", "portal.local.keeper", "portal.local.needs"}
