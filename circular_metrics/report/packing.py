"""A PDF with its small objects in compressed streams: half the bytes, the same document.

The typesetter writes the tags of a document (one object per table cell) uncompressed; since PDF
1.5 such objects may stand together in object streams, found through a cross-reference stream
(ISO 32000-1, 7.5.7 and 7.5.8).
"""

import re
import zlib
from collections.abc import Iterator, Mapping

from circular_metrics.errors import OutputError

TOGETHER = 5000
START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
DRAWING = re.compile(rb"<<\s*/Length (\d+)\s*/Filter\s*/FlateDecode\s*>>")  # and nothing else
CONTENT = re.compile(rb"/Contents (\d+) 0 R")  # of a page; a font is bytes, not numbers in words
# Strings and names of a content stream (ISO 32000-1, 7.8.2) are passed over; then numbers.
TOKEN = re.compile(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]+|(-?\d*\.\d{4,})", re.S)
OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj\s*$", re.DOTALL)


def packed(pdf: bytes) -> bytes:
    """The same document with every object that is no stream itself in an object stream.

    Raises
    ------
    OutputError
        If it is not a PDF with one plain cross-reference table.
    """
    objects, trailer = _taken_apart(pdf)
    streams = {n: body for n, body in objects.items() if body.endswith(b"endstream")}
    small = {n: body for n, body in objects.items() if n not in streams}
    out = bytearray(pdf[: re.search(rb"\d+ 0 obj", pdf).start()])
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    drawings = {int(n) for body in small.values() for n in CONTENT.findall(body)}
    for number, body in streams.items():
        body = _lighter(body) if number in drawings else body
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    number = max(objects) + 1
    for chunk in _chunks(small):
        places[number] = (1, len(out), 0)
        places |= {inner: (2, number, index) for index, inner in enumerate(chunk)}
        out += _stream(number, *_object_stream(chunk))
        number += 1
    start = len(out)
    places[number] = (1, start, 0)
    rows = [
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, where, index in (places.get(n, (0, 0, 65535)) for n in range(number + 1))
    ]
    facts = b"/Type/XRef/Size %d/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>" % (number + 1)
    out += _stream(number, facts + re.sub(rb"/Size \d+", b"", trailer), _as_differences(rows))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _lighter(body: bytes) -> bytes:
    """A page's drawing with coordinates to a thousandth of a point; any other stream as it is."""
    facts, _, content = body.partition(b"stream\n")
    known = DRAWING.fullmatch(facts.strip())
    if not known:
        return body
    drawn = zlib.decompress(content[: int(known[1])])
    packed_content = zlib.compress(TOKEN.sub(_rounded, drawn), 9)
    head = b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(packed_content)
    return head + packed_content + b"\nendstream"


def _rounded(token: re.Match) -> bytes:
    """A place to a thousandth of a point, a factor or shade to five decimals; words as they are."""
    if token[1] is None:
        return token[0]
    number = float(token[1])
    short = (b"%.*f" % (5 if abs(number) < 2 else 3, number)).rstrip(b"0").rstrip(b".")
    return b"0" if short in (b"", b"-0") else short


def _as_differences(rows: list[bytes]) -> bytes:
    """Each row less the one above (predictor "up" of PNG and PDF): like rows become zeros."""
    above = [bytes(7), *rows]
    return b"".join(
        b"\x02" + bytes((new - old) % 256 for new, old in zip(row, before, strict=True))
        for row, before in zip(rows, above, strict=False)
    )


def _taken_apart(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Each object's body by its number, and what the trailer says."""
    start, trailer = START.search(pdf), TRAILER.search(pdf)
    table = TABLE.match(pdf, int(start[1])) if start and trailer else None
    if not table:
        raise OutputError("the typesetter's PDF has no plain table of its objects")
    lines = pdf[table.end() :].splitlines()[: int(table[1])]
    offsets = sorted(int(line[:10]) for line in lines if line[17:18] == b"n")
    objects = {}
    for begin, end in zip(offsets, [*offsets[1:], int(start[1])], strict=True):
        found = OBJECT.match(pdf[begin:end])
        if not found:
            raise OutputError(f"the typesetter's PDF has no object at byte {begin}")
        objects[int(found[1])] = found[2]
    return objects, trailer[1]


def _chunks(objects: Mapping[int, bytes]) -> Iterator[dict[int, bytes]]:
    """So many at a time, in the order of their numbers."""
    numbers = sorted(objects)
    for first in range(0, len(numbers), TOGETHER):
        yield {n: objects[n] for n in numbers[first : first + TOGETHER]}


def _object_stream(objects: Mapping[int, bytes]) -> tuple[bytes, bytes]:
    """Facts and content of one object stream."""
    index, body = [], bytearray()
    for number, content in objects.items():
        index.append(b"%d %d" % (number, len(body)))
        body += content + b"\n"
    head = b" ".join(index) + b"\n"
    return b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + bytes(body)


def _stream(number: int, facts: bytes, content: bytes) -> bytes:
    """An object that is a compressed stream."""
    packed_content = zlib.compress(content, 9)
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        facts,
        len(packed_content),
        packed_content,
    )
