"""What stands behind each figure of a page, opened where the figure is printed."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from circular_metrics.wording import say

LONG = 150  # letters
Rows = Sequence[tuple[str, str]]
CITED = re.compile(r'<td([^>]*) data-observation="([0-9a-f]+)">(.*?)</td>')


def with_provenance(
    page: str, opened: Mapping[str, Rows] = MappingProxyType({}), language: str = "en"
) -> str:
    """The page with every cited figure turned into an element that opens to what is behind it.

    The caveats of a file, and a long formula, stand in full under the first figure of the page that
    rests on them; under the others a link leads there, so that a table of a series does not say
    them each year.
    """
    shared = {say("caveat", language), say("formula", language)}
    told: dict[tuple[str, ...], tuple[str, str]] = {}
    named: set[str] = set()

    def rows_of(key: str, words: str) -> Iterator[str]:
        for term, run in groupby(opened[key], key=lambda row: row[0]):
            texts = tuple(str(text) for _, text in run)
            long = term in shared and sum(map(len, texts)) > LONG
            first = told.setdefault(texts, (key, words)) if long else (key, words)
            if first[0] == key:
                yield from (f"<dt>{html.escape(term)}<dd>{html.escape(text)}" for text in texts)
                continue
            link = f'<a href="#f-{first[0]}">{first[1]}</a>'
            there = say("the same as behind {figure}", language, figure=link)
            yield f"<dt>{html.escape(term)}<dd>{there}"

    def unfolded(found: re.Match) -> str:
        attributes, key, words = found.groups()
        if not opened.get(key):
            return found.group(0)
        if key not in named:
            named.add(key)
            attributes += f' id="f-{key}"'
        return (
            f'<td{attributes} data-observation="{key}"><details><summary>{words}</summary>'
            f"<dl>{''.join(rows_of(key, words))}</dl></details></td>"
        )

    return CITED.sub(unfolded, page)
