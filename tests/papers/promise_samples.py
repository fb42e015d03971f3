"""The letters about promises: made, not kept, and what came of it."""

from datetime import UTC, date, datetime
from typing import Any

from bundles.papers.commitment_contexts import (
    CommitmentLetter,
    PromiseLine,
    PutRightOrder,
    Revocation,
    SignedLine,
)
from bundles.papers.contexts import PaperContext

CASE = "YJS1525712026112200000017"
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LATER = datetime(2027, 1, 8, 2, 0, tzinfo=UTC)
FIRE = "公众聚集场所投入使用、营业前消防安全检查"
BODY = {"review_body": "乌拉盖管理区管理委员会", "court": "西乌珠穆沁旗人民法院"}


def head(office: str, series: str) -> dict[str, Any]:
    return {
        "number": f"{CASE}-{series}-01",
        "case_number": CASE,
        "office": office,
        "seal": office,
        "dated": date(2026, 11, 23),
        "link": f"https://example.org/verify/?n={CASE}",
        "applicant": "张敏",
        "bundle": "开办小餐馆一件事",
    }


ABOUT = {"item": FIRE, "work_item_number": "111525710DEM00011J4000DEM0000R7202611230001"}

PROMISES: tuple[PaperContext, ...] = (
    CommitmentLetter(
        **head("乌拉盖管理区政务服务大厅", "31"),
        hall="乌拉盖管理区政务服务大厅",
        made_at=AT,
        made_by="登录后逐项阅读、勾选并提交",
        promises=(
            PromiseLine(
                title="消防安全检查告知承诺",
                paragraphs=(
                    "场所所在建筑已经依法通过消防验收，没有改变使用性质。",
                    "疏散通道、安全出口畅通，灭火器、应急照明、疏散指示标志配置齐全、完好有效。",
                    "已经制定消防安全制度和灭火、应急疏散预案，员工会报警、会灭火、会逃生。",
                ),
                items=(FIRE,),
                consequences=("责令限期改正；逾期不改正的，依法责令停业并处罚，撤销意见书。",),
            ),
            PromiseLine(
                title="食品安全管理制度",
                paragraphs=("已经制定与经营项目相适应的食品安全制度，放在店里，随时可以查看。",),
                items=("小餐饮店登记",),
            ),
            PromiseLine(
                title="户外招牌安全承诺",
                paragraphs=("招牌安装牢固、用电安全，每年自行检查一次。",),
                items=("户外招牌设置备案", "门前三包"),
            ),
        ),
        signed=(SignedLine(name="张敏", role="经营者", signed_at=AT, method="本人登录后签字"),),
    ),
    PutRightOrder(
        **head("乌拉盖管理区消防救援大队", "32"),
        **ABOUT,
        **BODY,
        decided_at=AT,
        found_at=LATER,
        findings=("后厨通往室外的疏散门上锁，钥匙不在现场。", "二楼 1 具灭火器压力不足。"),
        promised=("消防安全检查告知承诺：疏散通道、安全出口畅通，灭火器完好有效。",),
        due=datetime(2027, 1, 22, 9, 30, tzinfo=UTC),
        ordered_by="布和",
    ),
    Revocation(
        **head("乌拉盖管理区消防救援大队", "33"),
        **ABOUT,
        **BODY,
        decided_at=AT,
        certificates=("消防安全检查意见书　编号 152571202600000017",),
        ordered_at=LATER,
        grounds=("责令改正期满，疏散门仍然上锁，与承诺不符。",),
        revoked_at=datetime(2027, 1, 28, 2, 0, tzinfo=UTC),
        decided_by="周海涛",
        reviewed_by="布和",
        basis=(
            "《中华人民共和国消防法》第十五条：公众聚集场所投入使用、营业前可以选择告知承诺方式办理。",
        ),
    ),
)
