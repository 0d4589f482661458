"""A block of lines of a plain TSV taken apart without its text: numbers, decimals, flags and codes.

In a plain table one blank stands behind every value, and behind it a flag or nothing, so that the
blanks and what follows them tell where each value and flag is. What no value or flag may hold is
not looked for cell by cell: every character of a block that is no digit must be one of a key, a
minus sign, a ``:``, a flag's letter or a decimal point between digits, and these are counted. A
block with any other is left to the reading as text, which says what is wrong with which cell.

Places are offsets in the block. ``bounds`` has where each value begins and ends, one behind the
other, so that values and what stands between them are texts that share the memory of the block.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from circular_metrics.readers.eurostat.keys import Codes

TAB, LF, CR, BLANK, COMMA, MINUS, POINT, ZERO, COLON = b"\t\n\r ,-.0:"
MOST_DECIMALS = 100
MOST_FLAGS = 127
LONGEST_FLAG = 7  # letters that fit in one whole number


class NotPlainError(Exception):
    """Something that only the reading as text can judge."""


@dataclass(frozen=True)
class Flags:
    """Which cells have a flag, how many letters each has, and the letters as one number."""

    cells: np.ndarray
    lengths: np.ndarray
    letters: np.ndarray


def read_block(
    dimensions: int,
    block: memoryview,
    values: np.ndarray,
    decimals: np.ndarray,
    flags: np.ndarray,
) -> tuple[Codes, list[str]]:
    """Write a block of whole lines into its rows.

    Parameters
    ----------
    dimensions : int
        How many codes a key has.
    block : memoryview
        The lines.
    values, decimals, flags : ndarray
        By row and period, to be written: numbers, digits behind the point, and numbers of flags.

    Returns
    -------
    Codes, list of str
        The codes of the keys, and the flags that are numbered.

    Raises
    ------
    NotPlainError, ArrowInvalid
        If the block is not plain; the latter for what is no number and no UTF-8.
    """
    body = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(body == BLANK)
    _expect(len(ends) == values.size > 0)
    flagged, closing = _flags(body, ends)
    bounds, breaks = _bounds(body, ends, flagged, closing.reshape(values.shape))
    codes, others = _keys(body, bounds, len(values), dimensions)
    lengths = bounds[1::2] - bounds[:-1:2]
    _expect(lengths.min() > 0)
    missing = _missing(body, bounds, lengths)
    values = values.reshape(-1)
    values[:] = _numbers(body, bounds, missing)
    values[missing] = np.nan
    negative = np.flatnonzero(np.signbit(values))
    lengths[negative] -= 1
    signs = breaks + others + int(flagged.lengths.sum()) + len(missing) + len(negative)
    points = np.count_nonzero(_is_other(body)) - signs
    _decimals(body, ends, lengths, points, decimals.reshape(-1))
    return codes, _number(flagged, flags.reshape(-1))


def _expect(is_plain: bool) -> None:
    """Leave to the reading as text what is not plain."""
    if not is_plain:
        raise NotPlainError


def _flags(body: np.ndarray, ends: np.ndarray) -> tuple[Flags, np.ndarray]:
    """The flags behind the blanks, and the character that closes each cell."""
    closing = body[1:].take(ends, mode="clip")
    cells = np.flatnonzero(closing > BLANK)
    letters = closing.take(cells)  # of most flags there is one
    lengths = np.ones(len(cells), dtype=np.int32)
    places, longer = ends.take(cells) + 1, slice(None)
    for n in range(1, LONGEST_FLAG + 1):
        following = body[n:].take(places[longer], mode="clip")
        closing[cells[longer]] = following
        is_letter = following > BLANK
        if not is_letter.any():
            return Flags(cells, lengths, letters), closing
        longer = np.arange(len(cells))[longer][is_letter]
        letters = letters.astype(np.int64, copy=False)
        letters[longer] += following[is_letter].astype(np.int64) << 8 * n
        lengths[longer] += 1
    raise NotPlainError


def _bounds(
    body: np.ndarray, ends: np.ndarray, flagged: Flags, closing: np.ndarray
) -> tuple[np.ndarray, int]:
    """Where each value begins and ends, and how many blanks, tabs and line ends there must be.

    What stands before the first value of a line, its key, is not told from it yet.
    """
    rows, width = closing.shape
    bounds = np.empty(2 * len(ends) + 1, dtype=np.int32)
    bounds[0], bounds[1::2] = 0, ends
    following = bounds[2::2]
    np.add(ends, 2, out=following, casting="unsafe")  # behind a blank and a tab
    following[flagged.cells] += flagged.lengths
    lines = following[width - 1 :: width]
    has_two = int(body[-2] == CR)  # a line ends with CR and LF
    _expect(not has_two or (body.take(lines, mode="clip") == LF).all())
    lines += has_two
    _expect((closing[:, :-1] == TAB).all() and (closing[:, -1] == (CR if has_two else LF)).all())
    _expect(lines[-1] == len(body))
    return bounds, rows * (2 * width + 1 + has_two)


def _keys(body: np.ndarray, bounds: np.ndarray, rows: int, dimensions: int) -> tuple[Codes, int]:
    """Take the keys off the first values of the lines; their codes, and how many are no digits."""
    step = (len(bounds) - 1) // rows
    lines, first_ends = bounds[:-1:step], bounds[1::step]
    commas = np.flatnonzero(body == COMMA)
    _expect(len(commas) == rows * (dimensions - 1))
    parts = np.empty(rows * (dimensions + 1) + 1, dtype=np.int32)
    parts[-1] = len(body)
    of_line = parts[:-1].reshape(rows, dimensions + 1)  # the last: from the tab to the next line
    of_line[:, 0] = lines
    np.add(commas.reshape(rows, -1), 1, out=of_line[:, 1:-1], casting="unsafe")
    last = of_line[:, -2]
    _expect((of_line[:, 1] > lines).all() and (last <= first_ends).all())
    tabs = pc.find_substring(_texts(body, np.append(last, np.int32(len(body)))), "\t").to_numpy()
    _expect(tabs.min() >= 0)
    of_line[:, -1] = last + tabs
    _expect((of_line[:, -1] < first_ends).all())
    bounds[:-1:step] = of_line[:, -1] + 1
    is_code = np.ones(of_line.shape, dtype=bool)
    is_code[:, -1] = False
    codes = _texts(body, parts, is_code).dictionary_encode()
    places = np.frombuffer(codes.indices.buffers()[1], np.int32, is_code.size)
    places = places.reshape(is_code.shape)[:, :-1]
    texts = codes.dictionary.cast(pa.binary()).cast(pa.string())  # refuses what is no UTF-8
    return Codes(places, texts), _others_in(texts, places)


def _others_in(texts: pa.StringArray, places: np.ndarray) -> int:
    """How many characters of texts at these places are no digits; refuses controls."""
    _, offsets, letters = texts.buffers()
    letters = np.frombuffer(letters, np.uint8)
    _expect((letters >= BLANK).all())
    before = np.append(0, np.cumsum(_is_other(letters)))
    counts = np.diff(before[np.frombuffer(offsets, np.int32, len(texts) + 1)])
    return int(counts.take(places).sum())


def _texts(body: np.ndarray, bounds: np.ndarray, is_valid: np.ndarray | None = None) -> pa.Array:
    """The texts between bounds that follow each other, sharing the memory of the block."""
    bits = None
    if is_valid is not None:
        bits = pa.py_buffer(np.packbits(is_valid.reshape(-1), bitorder="little"))
    buffers = [bits, pa.py_buffer(bounds), pa.py_buffer(body)]
    return pa.Array.from_buffers(pa.string(), len(bounds) - 1, buffers)


def _missing(body: np.ndarray, bounds: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Which cells say that there is no value, by a ``:`` alone."""
    short = np.flatnonzero(lengths == 1)
    return short[body.take(bounds.take(2 * short)) == COLON]


def _numbers(body: np.ndarray, bounds: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """The numbers of the cells; anything where there is none."""
    is_number = np.zeros(((len(bounds) - 1) // 2, 2), dtype=bool)
    is_number[:, 0] = True
    is_number[missing, 0] = False
    found = pc.cast(_texts(body, bounds, is_number), pa.float64())
    return np.frombuffer(found.buffers()[1], dtype=float, count=is_number.size)[::2]


def _is_other(text: np.ndarray) -> np.ndarray:
    """Which characters of a text are no digits."""
    digits = text - np.uint8(ZERO)
    return np.greater(digits, 9, out=digits.view(bool))


def _decimals(
    body: np.ndarray, ends: np.ndarray, lengths: np.ndarray, points: int, decimals: np.ndarray
) -> None:
    """How many digits stand behind each point; refuses if so many points are not found."""
    places = np.subtract(ends, 1, out=ends)  # which nobody needs any more
    for digits in range(1, min(lengths.max() - 1, MOST_DECIMALS + 1)):
        if points <= 0:
            break
        places -= 1
        found = body.take(places, mode="clip") == POINT
        found &= lengths > digits + 1
        points -= np.count_nonzero(found)
        decimals += found.view(np.int8) * np.int8(digits)
    _expect(points == 0)


def _number(flagged: Flags, flags: np.ndarray) -> list[str]:
    """Number the flags of the cells that have one; the labels, of which the first is none."""
    met = pa.array(flagged.letters).dictionary_encode()
    texts = [n.to_bytes(LONGEST_FLAG, "little").rstrip(b"\0") for n in met.dictionary.to_pylist()]
    _expect(all(text.isalpha() and text.islower() for text in texts))
    texts = [text.decode() for text in texts]
    labels = in_order(texts)
    if texts:
        new = np.array([labels.index(text) for text in texts], dtype=np.int8)
        flags[flagged.cells] = new.take(met.indices.to_numpy())
    return labels


def in_order(labels: Iterable[str]) -> list[str]:
    """Flags in alphabetical order, each once; the first says that there is none."""
    known = sorted({"", *labels})
    _expect(len(known) <= MOST_FLAGS)
    return known
