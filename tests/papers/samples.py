"""One context per kind of paper, with the company of 敖登 in 乌拉盖; ``replace`` them to make the
hard cases.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bundles.papers.certificates import (
    AccountReservation,
    BusinessLicence,
    FactLine,
    FundNotice,
    InsuranceNotice,
    Permit,
    Result,
    SealFiling,
    SealLine,
    StaffLine,
    TaxLine,
    TaxNotice,
)
from bundles.papers.contexts import (
    Acceptance,
    Correction,
    DefectLine,
    HandedLine,
    Handover,
    ItemLine,
    Manifest,
    PaperContext,
    Receipt,
    Refusal,
    Rejection,
    ResultLine,
)
from bundles.papers.kinds import PaperKind
from bundles.papers.later import OTHERWISE, LaterLetter, LaterLine
from tests.papers.promise_samples import PROMISES

COMPANY = "乌拉盖草原牧歌农牧业发展有限责任公司"
USCC = "91152531MADEM0011W"
CASE = "YJS1525712026112200000017"
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
DAY = date(2026, 11, 23)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

ITEMS = tuple(
    ItemLine(name=name, department=department, limit=limit, legal=legal)
    for name, department, limit, legal in (
        ("公司设立登记", "乌拉盖管理区市场监督管理局", "0.5个工作日", "3个工作日"),
        ("印章刻制备案", "乌拉盖管理区公安局", "0.5个工作日", "1个工作日"),
        ("税务信息确认、发票申领", "国家税务总局乌拉盖管理区税务局", "0.5个工作日", "10个工作日"),
        ("员工参保登记", "乌拉盖管理区人力资源和社会保障局", "0.5个工作日", "5个工作日"),
        ("住房公积金缴存登记", "住房公积金管理中心乌拉盖管理部", "0.5个工作日", "1个工作日"),
        ("银行预约开户", "乌拉盖农村商业银行", "即时办结", "即时办结"),
    )
)

RESULTS = tuple(
    ResultLine(name=name, number=number, issuer=item.department, form=form, sha256=HASH)
    for item, name, number, form in zip(
        ITEMS,
        (
            "营业执照",
            "印章备案回执",
            "税务信息确认通知书",
            "社会保险登记通知书",
            "住房公积金单位账户通知书",
            "开户预约单",
        ),
        (
            USCC,
            "YZ152571202600000017",
            "SW152571202600000017",
            "SB152571202600000017",
            "GJ152571202600000017",
            "YH152571202600000017",
        ),
        ("纸质、电子", "实物、电子", "电子", "电子", "电子", "电子"),
        strict=True,
    )
)


def head(office: str = "乌拉盖管理区政务服务大厅", series: str = "12") -> dict[str, Any]:
    return {
        "number": f"{CASE}-{series}-01",
        "case_number": CASE,
        "office": office,
        "seal": office,
        "dated": DAY,
        "link": f"https://example.org/verify/?n={CASE}",
    }


def certificate(position: int) -> dict[str, Any]:
    line = RESULTS[position]
    return head(line.issuer) | {
        "number": line.number,
        "name": line.name,
        "holder": COMPANY,
        "uscc": USCC,
        "electronic_id": "1.2.156.3005.2.111000000000131034003.111525310DEM00011J"
        ".152571202600000017.001.K",
        "check_code": "7QK4-M2XP",
    }


def sample(kind: PaperKind) -> PaperContext:
    return SAMPLES[kind]


SAMPLES: dict[PaperKind, PaperContext] = {
    one.kind: one
    for one in (
        *PROMISES,
        LaterLetter(
            **head(series="23"),
            headline="容缺受理承诺书",
            applicant="苏日娜",
            identity="1525**********2518",
            bundle="开办小餐馆一件事",
            hall="乌拉盖管理区政务服务大厅",
            accepted_at=AT,
            promised_at=AT,
            said="登录后逐项阅读、勾选并提交",
            paragraphs=OTHERWISE,
            materials=(
                LaterLine(name="食品安全管理人员考核证明", items="小餐饮店登记", until=DAY),
                LaterLine(
                    name="从业人员健康证明",
                    items="小餐饮店登记",
                    until=DAY,
                    produced="从业人员健康检查",
                ),
            ),
        ),
        Receipt(
            **head(),
            applicant=COMPANY + "（筹）",
            identity="1525**********2518",
            phone="138****3210",
            bundle="企业开办一件事",
            hall="乌拉盖管理区政务服务大厅",
            channel="网上大厅",
            received_at=AT,
            materials=tuple(
                HandedLine(name=name, form="电子", received_at=AT)
                for name in (
                    "住所（经营场所）使用证明",
                    "公司章程",
                    "法定代表人身份证件",
                    "任职文件",
                    "委托代理人授权书",
                )
            ),
            items=ITEMS,
        ),
        Acceptance(
            **head(series="04"),
            applicant=COMPANY + "（筹）",
            bundle="企业开办一件事",
            hall="乌拉盖管理区政务服务大厅",
            submitted_at=AT,
            accepted_at=AT,
            promised_due=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
            legal_due=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
            provisional=False,
            free_of_charge=True,
            items=ITEMS,
        ),
        Correction(
            **head(series="02"),
            applicant=COMPANY + "（筹）",
            bundle="企业开办一件事",
            hall="乌拉盖管理区政务服务大厅",
            due=datetime(2026, 11, 30, 9, 30, tzinfo=UTC),
            defects=(
                DefectLine(
                    about="材料：住所（经营场所）使用证明",
                    text="租赁合同缺少出租人签名页，请补传完整合同。",
                ),
                DefectLine(
                    about="股东出资：第 2 名股东", text="出资额与认缴总额不符，请核对后填写。"
                ),
                DefectLine(about="经营范围", text="“牲畜销售”前请补充“活禽除外”或者改选规范表述。"),
            ),
        ),
        Refusal(
            **head(series="03"),
            applicant=COMPANY + "（筹）",
            bundle="企业开办一件事",
            submitted_at=AT,
            reasons=(
                "申请的住所不在本管理区行政区域内，不属于本机关管辖。请向住所地登记机关申请。",
            ),
            review_body="锡林郭勒盟行政公署",
            court="锡林浩特市人民法院",
        ),
        Rejection(
            **head("乌拉盖管理区市场监督管理局", "07"),
            applicant=COMPANY + "（筹）",
            bundle="企业开办一件事",
            item="公司设立登记",
            outcome="不予登记",
            work_item_number="111525310DEM00011J3000131001000202611230001",
            accepted_at=AT,
            decided_at=AT,
            decided_by="其木格",
            reviewed_by="巴特尔",
            opinion="经审查，申请登记的住所与提交的使用证明不一致，补正期内未予更正。",
            grounds=("申请住所为巴音胡硕镇迎宾路 8 号，使用证明载明的房屋为迎宾路 18 号。",),
            basis=("《中华人民共和国市场主体登记管理条例》第十九条",),
            cancelled=("印章刻制备案", "税务信息确认、发票申领", "员工参保登记"),
            review_body="锡林郭勒盟行政公署",
            court="锡林浩特市人民法院",
        ),
        Handover(
            **head(series="09"),
            applicant=COMPANY,
            bundle="企业开办一件事",
            batch_number=f"{CASE}-B01",
            receiver="敖登",
            receiver_identity="1525**********2518",
            capacity="法定代表人",
            method="窗口领取",
            handed_at=AT,
            handed_by="萨仁（综合窗口）",
            results=RESULTS,
        ),
        Manifest(
            **head(series="21"),
            applicant=COMPANY,
            bundle="企业开办一件事",
            batch_number=f"{CASE}-B01",
            issued_at=AT,
            final=True,
            results=RESULTS,
            canonical_sha256=HASH,
        ),
        BusinessLicence(
            **certificate(0),
            registration_number="152571000000017",
            company_type="有限责任公司（自然人投资或控股）",
            legal_representative="敖登",
            scope=(
                "许可项目：牲畜屠宰；食品销售。一般项目：牲畜销售（不含犬类）；饲料原料销售；草种植；"
                "农产品的生产、销售、加工、运输、贮藏及其他相关服务；旅游开发项目策划咨询。"
                "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
            ),
            capital=Decimal(5_000_000),
            established_on=DAY,
            address="内蒙古自治区锡林郭勒盟乌拉盖管理区巴音胡硕镇迎宾路 8 号",
        ),
        SealFiling(
            **certificate(1),
            filing_number="YZ1525710000017",
            maker="乌拉盖印信刻章服务部",
            filed_on=DAY,
            seals=tuple(
                SealLine(name=name, code=f"152571000{index:04d}")
                for index, name in enumerate(
                    ("法定名称章", "财务专用章", "发票专用章", "合同专用章", "法定代表人名章"), 1
                )
            ),
        ),
        TaxNotice(
            **certificate(2),
            taxpayer_kind="小规模纳税人",
            tax_office="第一税务所",
            confirmed_on=DAY,
            taxes=(
                TaxLine(name="增值税", period="按季"),
                TaxLine(name="企业所得税", period="按季"),
                TaxLine(name="城市维护建设税", period="按季"),
                TaxLine(name="印花税", period="按次"),
            ),
            invoice_kinds=("数电发票（普通发票）", "数电发票（增值税专用发票）"),
            monthly_amount=Decimal("99999.99"),
        ),
        InsuranceNotice(
            **certificate(3),
            registration_number="152571SB0000017",
            registered_on=DAY,
            start_month="2026年12月",
            staff_count=3,
            insurances=("企业职工基本养老保险", "职工基本医疗保险", "失业保险", "工伤保险"),
            staff=tuple(
                StaffLine(name=name, identity="1525**********2518")
                for name in ("敖登", "萨仁高娃", "李建国")
            ),
        ),
        FundNotice(
            **certificate(4),
            unit_account="152571000017",
            registered_on=DAY,
            ratio=12,
            first_month="2026年12月",
            staff_count=3,
        ),
        Permit(
            **certificate(0) | {"name": "小餐饮店登记证"},
            code_label="证书编号",
            code="XCY152571000012",
            facts=tuple(
                FactLine(label=label, value=value)
                for label, value in (
                    ("经营者名称", "乌拉盖牧歌餐馆"),
                    ("经营者（负责人）", "张敏"),
                    ("经营场所", "内蒙古自治区锡林郭勒盟乌拉盖管理区巴音胡硕镇草原路18号"),
                    ("主体业态", "小餐饮店"),
                    ("经营项目", "热食类食品制售、冷食类食品制售"),
                    ("发证日期", "2026年11月23日"),
                    ("有效期至", "2031年11月22日"),
                )
            ),
        ),
        Result(
            **certificate(2) | {"name": "排水许可证"},
            item="污水排入排水管网许可",
            facts=(FactLine(label="许可编号", value="PS152571202600000017"),),
            valid_until=date(2031, 11, 22),
        ),
        AccountReservation(
            **certificate(5),
            bank="乌拉盖农村商业银行股份有限公司",
            branch="巴音胡硕支行",
            reservation_number="YH152571202600000017",
            visit_by=date(2026, 11, 30),
        ),
    )
}
