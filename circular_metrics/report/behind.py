"""What stands behind each figure of a page, opened where the figure is printed."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from types import MappingProxyType

from circular_metrics.show import Cited
from circular_metrics.wording import say

Rows = Sequence[tuple[str, str]]
CITED = re.compile(r'<(td|div)([^>]*) data-observation="([0-9a-f]+)">(.*?)</\1>')
FIGURE = re.compile(r"\d")
FEW = 3  # links that stand open
SHARED = ("formula", "interval", "scope", "note", "caveat", "page", "file")


def origin_html(
    links: Sequence[tuple[str, str]], language: str, figures: Sequence[tuple[str, Cited, str]] = ()
) -> str:
    """What a sentence, a picture or a computed table is made from, as links; folded where long.

    Below the links of a sentence stand its ``figures``, each with interval, status and source.
    """
    if not links:
        return ""
    words = "; ".join(
        f'<a href="{html.escape(address)}">{html.escape(text)}</a>' for address, text in links
    )
    made = html.escape(say("Made from", language))
    if len(links) <= FEW and not figures:
        return f'<p class="origin">{made}: {words}</p>'
    listed = "".join(
        f'<dt>{html.escape(name)}<dd><div data-observation="{figure.key}">{html.escape(figure)}'
        f"</div>{html.escape(known)}"
        for name, figure, known in figures
    )
    each = f'<dl class="figures">{listed}</dl>' if listed else ""
    return f'<details class="origin"><summary>{made}</summary><p>{words}</p>{each}</details>'


def with_provenance(
    page: str, opened: Mapping[str, Rows] = MappingProxyType({}), language: str = "en"
) -> str:
    """The page with every cited figure turned into an element that opens to what is behind it.

    Indicator, value, status, row and source stand under every figure. What many figures have in
    common (formula, scope, file with its hash, why there is no interval, caveats) stands in full
    under the first of the page that has it; under the others a link leads there, so that a table
    of a series does not say it each year. An interval of figures is a figure's own, never linked.
    Nothing of this depends on how long the words are, so that both languages print alike.
    """
    shared = {say(term, language) for term in SHARED}
    told: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
    named: set[str] = set()

    @cache
    def rows_behind(key: str) -> Rows:
        return opened[key]

    def rows_of(key: str, words: str) -> Iterator[str]:
        elsewhere: dict[tuple[str, str], list[str]] = {}
        for term, run in groupby(rows_behind(key), key=lambda row: row[0]):
            texts = tuple(str(text) for _, text in run)
            first = (key, words)
            own = term == say("interval", language) and any(map(FIGURE.search, texts))
            if term in shared and not own:
                first = told.setdefault((term, texts), first)
            if first[0] == key:
                yield from (f"<dt>{html.escape(term)}<dd>{html.escape(text)}" for text in texts)
            else:
                elsewhere.setdefault(first, []).append(html.escape(term))
        for (there, figure), terms in elsewhere.items():
            link = f'<a href="#f-{there}">{figure}</a>'
            same = say("the same as behind {figure}", language, figure=link)
            yield f"<dt>{', '.join(dict.fromkeys(terms))}<dd>{same}"

    def unfolded(found: re.Match) -> str:
        tag, attributes, key, words = found.groups()
        if key not in opened:
            return found.group(0)
        if key not in named:
            named.add(key)
            attributes += f' id="f-{key}"'
        return (
            f'<{tag}{attributes} data-observation="{key}"><details><summary>{words}</summary>'
            f"<dl>{''.join(rows_of(key, words))}</dl></details></{tag}>"
        )

    return CITED.sub(unfolded, page)
