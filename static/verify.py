#!/usr/bin/env python3
# /// script
# requires-python = ">=3.9"
# dependencies = ["cryptography>=41"]
# ///
"""Checks the QR code of a paper of the one-window portal, without the portal and without a network.

    python3 verify.py 'HTTPS://…/V/AEBAG…'      the text of the QR code (or only what follows /V/)
    zbarimg -q --raw paper.png | python3 verify.py
    python3 verify.py --keys keys.json TEXT     with a key list of your own (…/verify/keys.json)

It needs Python 3.9 or newer and the package "cryptography". Exit status: 0 the code is genuine and
in force by its dates; 1 it is not genuine, or no longer in force; 2 this cannot be told (no code of
ours, a key this list does not have, no key list).

What it cannot know: whether a genuine paper has been revoked since, and whether the rest of the
paper is as issued. Compare what is printed with what is shown here, and ask the portal's
verification page. The signature is the portal's own, not the national electronic seal.
"""

import argparse
import base64
import json
import re
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.stderr.write("需要 cryptography / please install it: pip install cryptography\n")
    sys.exit(2)

EMBEDDED = None  # the portal puts its key list here when it hands this file out

PURPOSE = b"portal.paper.qr.1\n"
FORMAT, ID_BYTES, SIGNATURE_BYTES, LONGEST = 1, 4, 64, 4296
TRUE, FALSE, CANNOT_TELL = 0, 1, 2
KINDS = {
    "00": "办理结果 / result",
    "02": "一次性补正告知书 / correction notice",
    "03": "不予受理通知书 / refusal",
    "04": "受理通知书 / acceptance notice",
    "07": "不予登记（许可）决定书 / rejection",
    "09": "送达回证 / handover record",
    "12": "收件回执 / receipt",
    "21": "办理结果清单 / list of results",
}
FIELDS = (
    ("种类 kind", "kind"),
    ("名称 name", "name"),
    ("编号 number", "number"),
    ("签发 issuer", "issuer"),
    ("日期 date", "issued_on"),
    ("有效期至 valid until", "valid_until"),
    ("持有人 holder", "holder"),
    ("校验码 check code", "check_code"),
    ("内容摘要 digest", "digest"),
)


class Answer(Exception):
    """The end of a check: an exit status and the reason in both languages."""

    def __init__(self, status, chinese, english, paper=None):
        super().__init__(english)
        self.status, self.chinese, self.english, self.paper = status, chinese, english, paper


def check(text, keys, on):
    """Always raises ``Answer``. ``keys``: the published list; ``on``: the day to check for."""
    content, signature = taken_apart(signed_part(text.strip(), keys))
    key = key_of(content[1 : 1 + ID_BYTES].hex(), keys)
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key["public"]))
        public.verify(signature, PURPOSE + content)
    except (InvalidSignature, ValueError):
        raise Answer(
            FALSE,
            "二维码内容与签名不符：被改动过，或者是伪造的",
            "the content does not fit its signature: altered or forged",
        ) from None
    paper = read(content[1 + ID_BYTES :])
    if key["withdrawn"]:
        raise Answer(FALSE, "签名密钥已被宣布作废", "the key has been withdrawn", paper)
    until = day(key["until"])
    if until and paper["issued_on"] > until:
        raise Answer(
            FALSE,
            "签发日期晚于密钥停用日期",
            "dated after its key was retired",
            paper,
        )
    if paper["valid_until"] and paper["valid_until"] < on:
        raise Answer(FALSE, "真实签发，但已过有效期", "genuine, but expired", paper)
    raise Answer(TRUE, "真实：签名相符，日期有效", "genuine: signature and dates hold", paper)


def signed_part(text, keys):
    """What follows /V/; the address before it has to be the portal's own."""
    if "/V/" not in text:
        return text
    site, _, signed = text.partition("/V/")
    if site.upper() != keys["site"].upper():
        raise Answer(
            FALSE,
            "二维码指向的网址不是本平台",
            "the code opens another site than the portal",
        )
    return signed


def taken_apart(text):
    """Bytes that were signed, and the signature. One payload has exactly one text."""
    not_ours = Answer(
        CANNOT_TELL,
        "这不是本平台文书上的二维码，或者没有读全",
        "this is no code from a paper of the portal, or not all of it",
    )
    if len(text) > LONGEST or not re.fullmatch("[A-Z2-7]+", text):
        raise not_ours
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        raise not_ours from None
    if base64.b32encode(raw).decode().rstrip("=") != text:
        raise not_ours
    if len(raw) <= 1 + ID_BYTES + SIGNATURE_BYTES or raw[0] != FORMAT:
        raise not_ours
    return raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]


def key_of(name, keys):
    for key in keys["keys"]:
        if key["id"] == name:
            return key
    raise Answer(
        CANNOT_TELL,
        "密钥清单里没有密钥 " + name + "：清单可能旧了，也可能是伪造的",
        "the list has no key " + name + ": it may be old, or the code forged",
    )


def read(raw):
    """Nine lines of UTF-8; only called once the signature holds."""
    names = [name for _, name in FIELDS]
    paper = dict(zip(names, raw.decode("utf-8").split("\n")))  # noqa: B905 - Python 3.9
    for name in ("issued_on", "valid_until"):
        text = paper[name]
        paper[name] = date(int(text[:4]), int(text[4:6]), int(text[6:])) if text else None
    return paper


def day(text):
    return date(*map(int, text.split("-"))) if text else None


def today():
    return datetime.now(timezone(timedelta(hours=8))).date()


def tell(answer):
    word = {TRUE: "真 TRUE", FALSE: "假 FALSE", CANNOT_TELL: "无法判断 CANNOT TELL"}[answer.status]
    lines = [word, f"  {answer.chinese}", f"  {answer.english}"]
    if answer.paper:
        lines.append("二维码内容 / what the code says:")
        lines += [f"  {label}: {shown(name, answer.paper[name])}" for label, name in FIELDS]
        lines += [
            "请与纸面逐项核对；是否已被撤销，请到平台核验页查询。",
            "签名由平台密钥生成，不是国家电子印章。",
            "Compare this with the paper, and ask the portal whether it has been revoked.",
            "The signature is the portal's own, not the national electronic seal.",
        ]
    return "\n".join(lines) + "\n"


def shown(name, value):
    if name == "kind":
        return KINDS.get(value, value)
    if name == "valid_until" and value is None:
        return "未载明 / none stated"
    return value or "-"


def key_list(path):
    if path is None and EMBEDDED is None:
        raise Answer(
            CANNOT_TELL,
            "没有密钥清单：请用 --keys 指定，清单在平台的 /verify/keys.json",
            "no key list: name one with --keys; the portal has it at /verify/keys.json",
        )
    try:
        if path is None:
            keys = json.loads(EMBEDDED)
        else:
            keys = json.loads(Path(path).read_text(encoding="utf-8"))
        if keys["format"] != 1:
            raise ValueError
        for key in keys["keys"]:
            if set(key) < {"id", "public", "until", "withdrawn"}:
                raise ValueError
        return keys
    except (OSError, ValueError, KeyError, TypeError):
        raise Answer(CANNOT_TELL, "密钥清单不能读取", "the key list cannot be read") from None


def main():
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(
        description="核验文书二维码 / check the QR code of a paper offline",
        epilog="exit status: 0 true, 1 false, 2 cannot tell",
    )
    parser.add_argument("text", nargs="?", help="二维码的文字 / text of the code (else from stdin)")
    parser.add_argument("--keys", help="密钥清单文件 / key list (keys.json)")
    parser.add_argument("--on", help="按哪一天核验 / check for this day (YYYY-MM-DD)")
    asked = parser.parse_args()
    try:
        try:
            on = day(asked.on) if asked.on else today()
        except (ValueError, TypeError):
            parser.error("--on YYYY-MM-DD")
        text = asked.text if asked.text is not None else sys.stdin.read(LONGEST + 2000)
        check(text, key_list(asked.keys), on)
    except Answer as answer:
        sys.stdout.write(tell(answer))
        return answer.status
    return CANNOT_TELL


if __name__ == "__main__":
    sys.exit(main())
