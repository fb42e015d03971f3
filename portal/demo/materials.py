"""What the founders bring along: real PDF and JPEG files, made for this company and no other."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Final

import typst
from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont

from bundles.papers.glyphs import FAMILY
from bundles.papers.printing import fonts
from portal.demo.company import Company
from portal.demo.forms import File

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PAGE: Final = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 2.5cm)
#set text(font: "Noto Sans CJK SC", size: 12pt, lang: "zh")
#set par(leading: 1em)
#align(center, text(18pt, data.title))
#v(1.5em)
#for line in data.lines [ #line #parbreak() ]
#v(3em)
#align(right)[演示材料，仅供演示 #linebreak() Made for a demonstration]
"""


def written(title: str, lines: list[str]) -> bytes:
    """A page of text as PDF."""
    said = json.dumps({"title": title, "lines": lines}, ensure_ascii=False)
    made: bytes = typst.compile(
        PAGE.encode(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": said},
        format="pdf",
    )
    return made


def photographed(title: str, lines: list[str]) -> bytes:
    """A card on a table, as a telephone would take it."""
    picture = Image.new("RGB", (1200, 800), (216, 206, 190))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((90, 120, 1110, 680), 36, fill=(236, 243, 248), outline=(120, 140, 150))
    for place, line in enumerate([title, *lines]):
        draw.text((150, 180 + 80 * place), line, fill=(30, 40, 50), font=face())
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


@cache
def face() -> ImageFont.FreeTypeFont:
    """The papers' font for drawing; one file holds several families."""
    for index in range(20):
        found = ImageFont.truetype(str(FONT_PATH), 34, index=index)
        if found.getname()[0] == FAMILY:
            return found
    raise LookupError(f"{FAMILY} is not in {FONT_PATH}")


def materials(company: Company) -> dict[str, list[File]]:
    """The files by the key of the material they are handed in for."""
    blocks, founder, name = company.answers["blocks"], company.founder, company.name
    address, capital = blocks["registered_address"], blocks["capital"]
    articles = [
        f"第一条　公司名称：{name}。",
        f"第二条　公司住所：{address['address']}。",
        f"第三条　经营范围：{blocks['scope']['text']}。",
        f"第四条　注册资本：人民币{capital['amount']}元，由全体股东自公司成立之日起五年内缴足。",
        f"第五条　法定代表人由董事{founder.name}担任。",
    ]
    lease = [
        f"出租人：{address['owner']}",
        f"承租人：{name}（筹）",
        f"房屋坐落：{address['address']}",
        f"租期至：{address['lease_until']}",
    ]
    posts = {"director": "董事", "manager": "经理", "supervisor": "监事"}
    appointed = [f"{posts[one['post']]}：{one['name']}" for one in blocks["officers"]]
    card = [f"姓名　{founder.name}", f"公民身份号码　{founder.id_number}", "演示样证"]
    return {
        "M07": [File("公司章程.pdf", written("公司章程", articles), PDF)],
        "M08": [File("租赁合同.pdf", written("房屋租赁合同", lease), PDF)],
        "M09": [
            File("身份证正面.jpg", photographed("居民身份证（演示）", card), JPEG),
            File("身份证反面.jpg", photographed("中华人民共和国", ["签发机关　演示公安局"]), JPEG),
        ],
        "M11": [File("任职文件.pdf", written("股东会决议", appointed), PDF)],
    }
