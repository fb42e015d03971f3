"""How long a search takes among 38 000 items: ``python -m benchmarks.search [--rows 38000]``.

All rows stand in one banner, so that nothing but the words narrows the search: the worst there is.
The names are made of words that real catalogues use. Every kind of question is asked by turns:
characters, a single character, pinyin, initials, English, a department, a typing mistake, nonsense.
"""

from __future__ import annotations

import argparse
from itertools import islice, product
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.ground import ground

WULAGAI = "152571000000"
ROUNDS = 25
WHO = (
    "企业 个体工商户 农民专业合作社 外商投资企业 社会团体 民办非企业单位 幼儿园 医疗机构 "
    "药店 餐饮店 网吧 旅馆 驾校 道路运输企业 危险化学品企业 建筑施工企业 物业公司 "
    "会计师事务所 律师事务所 牧户"
).split()
WHAT = (
    "营业执照 食品经营许可证 卫生许可证 排污许可证 取水许可证 采矿许可证 林木采伐证 "
    "动物防疫条件合格证 道路运输证 特种设备使用证 房屋产权 土地使用权 社会保险 住房公积金 "
    "印章 税务信息 发票 户外广告 施工许可 消防检查 草原征占用 退役军人 残疾人证 "
    "老年人优待证 出生登记 婚姻登记 教师资格 护士执业 医保报销 低保救助 临时救助 公租房 "
    "就业补贴 创业担保贷款 种子生产 兽药经营 农药经营 校外培训"
).split()
HOW = (
    "设立登记 变更登记 注销登记 核准 延续 补发 换发 备案 年度报告 查询 撤销 暂停 恢复 "
    "迁入 迁出 信息更正 名称变更 地址变更 法定代表人变更 许可初审 复核 公示 申领 认定 "
    "登记 审批 验收 检验 转让 抵押 合并 分立 委托 评估 培训 考核 注册 评审 奖励 补贴 减免 "
    "退费 告知承诺 延期 资格确认 证明开具 档案查阅 投诉举报 咨询 预约"
).split()
EN = "licence registration change filing inspection renewal certificate insurance fund tax".split()
QUESTIONS = {
    "characters": ("食品经营许可", "公积金", "注销登记", "企业营业执照变更登记"),
    "one character": ("证", "税"),
    "as people say it": ("我要办餐饮店食品经营许可证", "怎么办理老年人优待证"),
    "pinyin": ("shipinjingying", "gongjijin", "ying ye zhi zhao"),
    "initials": ("spjyxkz", "yyzz", "zx"),
    "English": ("licence renewal", "certif", "tax"),
    "a department": ("市场监督管理局", "公安局"),
    "a mistake": ("食品京营许可", "营业制照", "registraton"),
    "nonsense": ("qqqqqq", "饕餮"),
    "nothing typed": ("",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=38_000)
    rows: int = parser.parse_args().rows
    with ground():
        made = _fill(rows)
        _report(made)


def _fill(rows: int) -> int:
    from django.db import connection

    from bundles.catalogue.finding.index import RANK, vector
    from bundles.catalogue.finding.words import index_words
    from bundles.catalogue.models import EntryKind, SearchEntry
    from departments.models import Department

    bodies = list(Department.objects.filter(division=WULAGAI))
    named = islice(product(HOW, WHAT, WHO), rows)
    entries = []
    for number, (how, what, who) in enumerate(named):
        body = bodies[number % len(bodies)]
        name, name_en = f"{who}{what}{how}", f"{EN[number % 10]} {EN[number // 10 % 10]} {number}"
        entries.append(
            SearchEntry(
                kind=EntryKind.ITEM,
                rank=RANK[EntryKind.ITEM],
                group=f"G{number}",
                code=f"{number:031d}",
                division_id=WULAGAI,
                places=[WULAGAI],
                name=name,
                name_en=name_en,
                department=body.name,
                department_en=body.name_en,
                department_code=body.code,
                words=vector(index_words([name, name_en], [body.name, body.name_en])),
            )
        )
    SearchEntry.objects.bulk_create(entries, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE catalogue_searchentry")
    return SearchEntry.objects.filter(division=WULAGAI).count()


def _report(rows: int) -> None:
    from bundles.catalogue.finding.selectors import find
    from departments import places

    place = places.place(WULAGAI)
    table = Table(title=f"search among {rows} rows of one place, ms", title_justify="left")
    for column in ("question", "p50", "p95", "slowest"):
        table.add_column(column, justify="left" if column == "question" else "right")
    everything: list[float] = []
    for kind, texts in QUESTIONS.items():
        took = []
        for text in texts:
            find(text, place=place)
            for _round in range(ROUNDS):
                began = perf_counter()
                find(text, place=place)
                took.append((perf_counter() - began) * 1000)
        everything += took
        table.add_row(kind, *_figures(took))
    table.add_section()
    table.add_row("all", *_figures(everything))
    Console(width=100).print(table)


def _figures(took: list[float]) -> tuple[str, str, str]:
    return f"{median(took):.1f}", f"{quantiles(took, n=20)[-1]:.1f}", f"{max(took):.1f}"


if __name__ == "__main__":
    main()
