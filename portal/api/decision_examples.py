"""Request bodies of an approval, one for each item of the six-in-one; all codes are invented."""

from __future__ import annotations

from typing import Any, Final

APPROVALS: Final[dict[str, dict[str, Any]]] = {
    "E1 公司设立登记": {
        "officer": "WLG-SC-01",
        "result": {
            "uscc": "91152531MADEM0011W",
            "name": "锡林郭勒盟乌拉盖草原牧歌商贸有限公司",
            "registered_on": "2026-11-23",
            "valid_until": "长期",
        },
        "opinion": "材料齐全，符合法定形式。",
    },
    "E2 印章刻制备案": {
        "officer": "WLG-GA-01",
        "result": {
            "filing_number": "GA2026112300001",
            "filed_on": "2026-11-23",
            "seals": [{"kind": "法定名称章", "code": "1525310000011"}],
        },
    },
    "E3 税务信息确认": {
        "officer": "WLG-SW-01",
        "result": {
            "taxpayer_kind": "小规模纳税人",
            "taxes": [{"name": "增值税", "period": "按季"}],
            "invoice_quota": {"kinds": ["数电发票（普通发票）"], "monthly_amount": "300000.00"},
            "tax_office": "乌拉盖管理区税务局第一税务分局",
            "confirmed_on": "2026-11-23",
        },
    },
    "E4 员工参保登记": {
        "officer": "WLG-RS-01",
        "result": {
            "registration_number": "SB15253100001",
            "registered_on": "2026-11-23",
            "staff_count": 2,
            "start_month": "2026-12",
        },
    },
    "E5 住房公积金缴存登记": {
        "officer": "WLG-GJ-01",
        "result": {
            "unit_account": "152531000011",
            "registered_on": "2026-11-23",
            "ratio": 8,
            "first_month": "2026-12",
        },
    },
    "E6 银行预约开户": {
        "officer": "WLG-YH-01",
        "result": {
            "bank": "草原示范银行",
            "branch": "草原示范银行乌拉盖支行",
            "reservation_number": "YY2026112300001",
            "visit_by": "2026-12-07",
        },
    },
}
