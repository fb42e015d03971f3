"""What the operator of a restaurant brings along: real files, made for this one and no other."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from portal.demo.forms import File
from portal.demo.materials import JPEG, PDF, face, photographed, written
from portal.demo.restaurant import FULL_ADDRESS, TITLE, Restaurant


def materials(restaurant: Restaurant) -> dict[str, list[File]]:
    """The files by the key of the material, the title for when its register gives nothing."""
    operator, premises = restaurant.operator, restaurant.answers["blocks"]["premises"]
    lease = [
        f"出租人：{premises['owner']}",
        f"承租人：{operator.name}",
        f"房屋坐落：{FULL_ADDRESS}",
        f"租期至：{premises['lease_until']}",
    ]
    title = [TITLE, f"权利人　{premises['owner']}", f"坐落　{FULL_ADDRESS}", "用途　商业服务"]
    card = [f"姓名　{operator.name}", f"公民身份号码　{operator.id_number}", "演示样证"]
    return {
        "M02": [
            File("身份证正面.jpg", photographed("居民身份证（演示）", card), JPEG),
            File("身份证反面.jpg", photographed("中华人民共和国", ["签发机关　演示公安局"]), JPEG),
        ],
        "M03": [File("租赁合同.pdf", written("房屋租赁合同", lease), PDF)],
        "M04": [File("不动产权证.jpg", photographed("不动产权证书（演示）", title), JPEG)],
        "M10": [File("平面图.jpg", _plan(), JPEG)],
        "M38": [File("招牌效果图.jpg", _sign(restaurant.name), JPEG)],
    }


def _plan() -> bytes:
    """One drawing for three purposes: kitchen, drains, fire."""
    picture = Image.new("RGB", (1400, 1000), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 80, 1320, 920), outline="black", width=6)
    draw.line((560, 80, 560, 920), fill="black", width=4)
    for place, words in (
        ((120, 120), "厨房 14 平方米"),
        ((120, 300), "灶台　排烟罩"),
        ((120, 480), "三联水池 → 隔油池"),
        ((120, 660), "凉菜操作台"),
        ((640, 120), "就餐区　座位 18 个"),
        ((640, 300), "灭火器 4 具　应急照明"),
        ((640, 480), "安全出口 1（前门）"),
        ((640, 660), "安全出口 2（后门）"),
    ):
        draw.text(place, words, fill="black", font=face())
    return _jpeg(picture)


def _sign(name: str) -> bytes:
    picture = Image.new("RGB", (1280, 320), (140, 30, 30))
    draw = ImageDraw.Draw(picture)
    draw.text((90, 120), f"{name}　3.2 米 × 0.8 米", fill=(250, 220, 150), font=face())
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
