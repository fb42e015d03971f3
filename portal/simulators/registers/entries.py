"""What the simulated registers know: made-up entries for the three places of the demonstration.

Owners are masked as a register masks what an applicant may see of somebody else's property.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.simulators.identity.people import PEOPLE

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Premises:
    """One shop, with its title and the archive of its building."""

    title_number: str
    owner: str
    address: str
    area: str
    use: str
    building: str
    accepted_on: str

    @property
    def title(self) -> Facts:
        return (
            ("不动产权证号", self.title_number),
            ("权利人", self.owner),
            ("坐落", self.address),
            ("房屋用途", self.use),
            ("建筑面积", f"{self.area} 平方米"),
            ("共有情况", "单独所有"),
            ("抵押、查封", "无"),
        )

    @property
    def archive(self) -> Facts:
        return (
            ("建筑名称", self.building),
            ("坐落", self.address),
            ("工程竣工验收", f"{self.accepted_on} 验收合格"),
            ("消防验收", f"{self.accepted_on} 合格"),
            ("耐火等级", "二级"),
            ("档案保管", "城建档案馆"),
        )


PREMISES: Final = (
    Premises(
        title_number="蒙（2019）乌拉盖不动产权第0001286号",
        owner="张*",
        address="内蒙古自治区锡林郭勒盟乌拉盖管理区巴音胡硕镇草原路18号",
        area="48.60",
        use="商业服务",
        building="草原路18号商住楼",
        accepted_on="2018-09-20",
    ),
    Premises(
        title_number="蒙（2021）多伦县不动产权第0003517号",
        owner="赵*国",
        address="内蒙古自治区锡林郭勒盟多伦县多伦诺尔镇会盟大街6号",
        area="46.20",
        use="商业服务",
        building="会盟大街6号商业楼",
        accepted_on="2020-10-15",
    ),
    Premises(
        title_number="蒙（2020）锡林浩特市不动产权第0012094号",
        owner="孙*芳",
        address="内蒙古自治区锡林郭勒盟锡林浩特市团结大街33号",
        area="49.10",
        use="商业服务",
        building="团结大街33号临街商铺",
        accepted_on="2019-08-30",
    ),
)

NAMES: Final[Mapping[str, StrPromise]] = {
    "real_estate": _("不动产登记"),
    "construction": _("城建档案"),
    "identity": _("人口身份信息"),
}


def entry(register: str, subject: Mapping[str, str]) -> Facts | None:
    """What the register knows of the subject; None for nothing."""
    match register:
        case "real_estate":
            found = _premises(subject)
            return found.title if found else None
        case "construction":
            found = _premises(subject)
            return found.archive if found else None
        case "identity":
            return _person(subject)
    return None


def _premises(subject: Mapping[str, str]) -> Premises | None:
    wanted = _plain(subject.get("title_number", ""))
    return next((one for one in PREMISES if _plain(one.title_number) == wanted), None)


def _person(subject: Mapping[str, str]) -> Facts | None:
    for one in PEOPLE:
        if (one.name, one.id_number) == (subject.get("name"), subject.get("id_number")):
            return (("姓名与证件号码", "一致"), ("证件状态", "有效"))
    return None


def _plain(number: str) -> str:
    """Brackets and blanks as people type them make no difference."""
    return number.translate(str.maketrans("()", "（）", " 　")).strip()
