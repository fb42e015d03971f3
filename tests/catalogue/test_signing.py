"""Who signs is read out of the filled-in form, and what each of them answers for."""

from __future__ import annotations

from typing import Any

import pytest

from bundles.catalogue.answers import check
from bundles.catalogue.definition import Version
from bundles.catalogue.signing import Signer, covered, signers

Answers = dict[str, Any]
LI = {"representative_name": "李卫民", "representative_id": "152502198511220015"}


def asked(company: Version, answers: Answers) -> tuple[Signer, ...]:
    return signers(company, check(company, answers).values)


def roles(signer: Signer) -> list[str]:
    return [role.key for role in signer.roles]


def test_one_person_with_several_roles_signs_once(company: Version, answers: Answers) -> None:
    zhang, *_others = asked(company, answers)
    assert (zhang.name, zhang.phone) == ("张敏", "13804790001")
    assert roles(zhang)[:2] == ["legal_representative", "shareholder"]
    assert len({one.id_number for one in asked(company, answers)}) == len(asked(company, answers))


def test_everybody_with_a_post_signs(company: Version, answers: Answers) -> None:
    named = {row["id_number"] for row in answers["blocks"]["officers"]}
    assert named <= {one.id_number for one in asked(company, answers)}


def test_for_an_organisation_its_representative_signs(company: Version, answers: Answers) -> None:
    answers["questions"]["shareholder_kind"] = "both"
    one, other = answers["blocks"]["shareholders"]
    one["kind"] = "person"
    other.update(LI, kind="corporate", name="草原示范牧业有限公司", uscc="91152531MADEM0011W")
    li = next(one for one in asked(company, answers) if one.name == "李卫民")
    (role,) = [role for role in li.roles if role.key == "corporate_shareholder"]
    assert role.on_behalf_of == "草原示范牧业有限公司"


def test_what_the_scenario_hides_names_nobody(company: Version, answers: Answers) -> None:
    answers["blocks"]["shareholders"][0].update(LI, representative_id="15253119880808001X")
    assert "15253119880808001X" not in {one.id_number for one in asked(company, answers)}


@pytest.mark.parametrize("raw", [None, {}, {"blocks": {"shareholders": "x", "officers": [3]}}])
def test_an_unfinished_form_names_only_whom_it_knows(company: Version, raw: Any) -> None:
    assert signers(company, check(company, raw).values) == ()


def test_a_part_holds_what_its_statement_is_about_and_no_more(
    company: Version, answers: Answers
) -> None:
    values = check(company, answers).values
    files = [{"key": "M07", "sha256": "a"}, {"key": "M11", "sha256": "b"}]
    supervisor = next(one for one in signers(company, values) if "supervisor" in roles(one))
    alone = Signer(supervisor.name, supervisor.id_number, "", supervisor.roles[-1:])
    part = covered(company, alone, values, files)
    assert set(part["answers"]["blocks"]) == {"company_name", "legal_representative", "officers"}
    assert part["materials"] == [{"key": "M11", "sha256": "b"}]


def test_without_a_part_the_statement_is_about_everything(
    company: Version, answers: Answers
) -> None:
    whole = company.model_copy(
        update={
            "signatories": tuple(
                one.model_copy(update={"covers": ()}) for one in company.signatories
            )
        }
    )
    values = check(company, answers).values
    (signer, *_others) = signers(whole, values)
    assert covered(whole, signer, values, [])["answers"] == values
