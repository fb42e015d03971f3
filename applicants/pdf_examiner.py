"""Looks through strangers' PDFs in a process of its own, with little memory and no secrets.

Run as a program by ``applicants.pdfs``: reads a PDF's length (8 bytes, big-endian) and its bytes
from standard input, answers with one line of JSON, ``{"pages": 3}`` or ``{"refused": "…"}``, and
waits for the next. A PDF is a program in disguise: a parser can be made to loop or to swell. Here
that costs nobody but itself; the parent keeps the time. It knows nothing of Django.
"""

import io
import json
import logging
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

MEMORY = 768 * 1024 * 1024  # bytes of address space
MOST_PAGES = 500
MOST_OBJECTS = 200_000
DEEPEST = 50  # containers within containers
MOST_PIXELS = 250_000_000  # of one picture in a PDF: A3 at 1200 dpi
STREAM_AT_MOST = 256 * 1024 * 1024  # of one stream, unpacked
ALL_STREAMS_AT_MOST = 2048 * 1024 * 1024
PIECE = 1024 * 1024
TAIL = 1024  # bytes after %%EOF; more is no longer a careless generator

ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}
MEDIA = {"/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}


class Refused(Exception):
    """Not taken; the only argument is the stable code."""


def examine(content: bytes) -> int:
    """Return the number of pages. Raises ``Refused``, or whatever a parser raises on rubbish."""
    _is_whole(content)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused("encrypted")
    _is_tame(reader, content)
    pages = len(reader.pages)
    if not pages:
        raise Refused("damaged")
    if pages > MOST_PAGES:
        raise Refused("too_many_pages")
    return pages


def _is_whole(content: bytes) -> None:
    """A PDF cut off has no end; one with an archive glued to it goes on after it."""
    body = content.rstrip(b"\0 \t\r\n\f")
    end = body.rfind(b"%%EOF")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused("files_inside")
    if end < 0:
        raise Refused("damaged")
    if len(body) - end > TAIL:
        raise Refused("files_inside")


def _is_tame(reader: PdfReader, content: bytes) -> None:
    if b"/JavaScript" in content:  # also where no table of objects leads to it
        raise Refused("active_content")
    unpacked = 0
    for found in _objects(reader):
        for inner in _within(found):
            if isinstance(inner, DictionaryObject):
                _does_nothing(inner)
            if isinstance(inner, StreamObject):
                unpacked += _unpacked_size(inner)
                if unpacked > ALL_STREAMS_AT_MOST:
                    raise Refused("too_complex")


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Everything the file's tables name, whether a page leads there or not."""
    names = {(number, gen) for gen, table in reader.xref.items() for number in table}
    names |= {(number, 0) for number in reader.xref_objStm}
    if len(names) > MOST_OBJECTS:
        raise Refused("too_complex")
    for number, generation in names:
        try:
            yield reader.get_object(IndirectObject(number, generation, reader))
        except (MemoryError, RecursionError, LimitReachedError):
            raise
        except Exception:  # noqa: BLE001, S112 — tables often name what is not there
            continue
    yield reader.trailer


def _within(found: Any, depth: int = 0) -> Iterator[Any]:
    """The object and what is written inside it; what it only refers to comes in its own turn."""
    if depth > DEEPEST:
        raise Refused("too_complex")
    yield found
    inner: Any = ()
    if isinstance(found, DictionaryObject):
        inner = [dict.get(found, key) for key in found]
    elif isinstance(found, ArrayObject):
        inner = list.__iter__(found)
    for one in inner:
        if isinstance(one, DictionaryObject | ArrayObject):
            yield from _within(one, depth + 1)


def _does_nothing(found: DictionaryObject) -> None:
    keys = set(found)
    raw = {key: str(dict.get(found, key)) for key in ("/S", "/Subtype", "/Type") if key in keys}
    if "/XFA" in keys:
        raise Refused("fillable_form")
    if "/JS" in keys or raw.get("/S") in ACTIONS or raw.get("/Subtype") in MEDIA:
        raise Refused("active_content")
    if keys & {"/EmbeddedFiles", "/EF"} or raw.get("/Type") == "/EmbeddedFile":
        raise Refused("files_inside")


def _unpacked_size(stream: StreamObject) -> int:
    """How large a stream becomes when it is opened, counted in pieces and never held."""
    data = bytes(getattr(stream, "_data", b""))
    if str(stream.get("/Subtype")) == "/Image" and _pixels(stream) > MOST_PIXELS:
        raise Refused("too_complex")
    filters = stream.get("/Filter", ())
    filters = [filters] if isinstance(filters, str) else [str(one) for one in filters]
    packed = [one for one in filters if one in ("/FlateDecode", "/Fl")]
    if len(packed) > 1:  # packed twice: only bombs are
        raise Refused("too_complex")
    return _inflated_size(data) if filters and filters[0] in packed else len(data)


def _pixels(image: StreamObject) -> int:
    sides = [image.get(name, 0) for name in ("/Width", "/Height")]
    return int(sides[0]) * int(sides[1]) if all(isinstance(one, int) for one in sides) else 0


def _inflated_size(data: bytes) -> int:
    inflating, total, rest = zlib.decompressobj(), 0, data
    while rest and not inflating.eof:
        try:
            total += len(inflating.decompress(rest, PIECE))
        except zlib.error:
            break  # a broken stream shows nothing more than this
        if total > STREAM_AT_MOST:
            raise Refused("too_complex")
        rest = inflating.unconsumed_tail
    return total


def verdict(content: bytes) -> dict[str, Any]:
    try:
        return {"pages": examine(content)}
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError, LimitReachedError):
        return {"refused": "too_complex"}
    except Exception:  # noqa: BLE001 — a parser fed by strangers may fail in any way
        return {"refused": "damaged"}


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer one PDF after another until the parent is gone."""
    while len(length := incoming.read(8)) == 8:
        answer = verdict(incoming.read(int.from_bytes(length, "big")))
        outgoing.write(json.dumps(answer).encode() + b"\n")
        outgoing.flush()


if __name__ == "__main__":
    logging.disable()  # pypdf quotes files in its complaints
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)
