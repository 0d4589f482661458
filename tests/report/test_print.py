"""The printed report: tagged, with contents and bookmarks, from the same pages."""

import os
import re
import signal
import sys
import time
import zlib
from contextlib import suppress
from datetime import date

import psutil
import pytest
import typst

from circular_metrics.errors import OutputError
from circular_metrics.report import print as printing
from circular_metrics.report.packing import TOKEN, _lighter, _rounded, packed
from circular_metrics.report.print import FONTS, Printed, in_print, write_prints
from circular_metrics.report.tree import Tree, main_of
from circular_metrics.report.typeset import Elsewhere, Page, breakable, words

STREAM = re.compile(rb"<<((?:(?!endobj).)*?/Length (\d+)(?:(?!endobj).)*?)>>\s*stream\r?\n", re.S)
LANGUAGES = {"nl": "leuven-2025-nl.pdf", "en": "en/leuven-2025-en.pdf"}


def unpacked(pdf: bytes) -> bytes:
    """Every object of a PDF in plain bytes: those in object streams too."""
    inner = [zlib.decompress(content) for facts, content in streams(pdf) if b"/ObjStm" in facts]
    return b"\n".join([pdf, *inner])


def streams(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """What each stream says of itself, and its bytes."""
    return [(m[1], pdf[m.end() : m.end() + int(m[2])]) for m in STREAM.finditer(pdf)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_with_a_language_bookmarks_and_a_text_for_each_picture(language, pages):
    pdf = unpacked((pages / LANGUAGES[language]).read_bytes())
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf
    assert b"/Lang(" + language.encode() in pdf.replace(b"/Lang (", b"/Lang(")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    bookmarks = len(re.findall(rb"/Dest ?", pdf))
    headings = sum(len(list(main_of(p).find("h1", "h2"))) for p in in_order(pages, language))
    assert bookmarks >= headings > 60
    figures = len(re.findall(rb"/S ?/Figure", pdf))
    assert figures and pdf.count(b"/Alt") >= figures
    assert re.search(rb"/S ?/TH\b", pdf) and re.search(rb"/S ?/Table\b", pdf)


def in_order(pages, language):
    folder = pages / ("en" if language == "en" else "")
    return [folder / f"{name}.html" for name in in_print([p.stem for p in folder.glob("*.html")])]


def test_its_fonts_are_embedded_and_none_is_the_machine_s(pages):
    pdf = unpacked((pages / LANGUAGES["nl"]).read_bytes())
    fonts = {name.partition(b"+")[2] for name in re.findall(rb"/BaseFont ?/(\w+\+[\w-]+)", pdf)}
    assert fonts and all(name.startswith((b"Libertinus", b"DejaVuSans")) for name in fonts)
    assert len(re.findall(rb"/BaseFont ?/(?!\w+\+)", pdf)) == 0


def test_its_only_date_is_the_day_on_which_the_edition_was_closed(pages):
    pdf = unpacked((pages / LANGUAGES["nl"]).read_bytes())
    assert set(re.findall(rb"D:(\d{8})", pdf)) == {b"20261120"}
    assert set(re.findall(rb"Date>(\d{4}-\d\d-\d\d)", pdf)) == {b"2026-11-20"}


def test_the_front_page_leads_to_it(pages):
    for folder, name in ((pages, "leuven-2025-nl.pdf"), (pages / "en", "leuven-2025-en.pdf")):
        assert f'<a href="{name}">' in (folder / "index.html").read_text(encoding="utf-8")


def test_every_heading_and_every_figure_of_the_cards_is_printed(pages):
    order = in_print([page.stem for page in pages.glob("*.html")])
    printed = Printed(pages, order, "nl", "Circulair Leuven 2025", date(2026, 11, 20)).source()
    for name in order:
        main = main_of(pages / f"{name}.html")
        for heading in main.find("h1", "h2", "h3"):
            assert words(breakable(heading.text())) in printed
    for figure in main_of(pages / "index.html").find("b"):
        assert words(breakable(figure.text())) in printed


def test_two_settings_are_the_same_bytes(pages, tmp_path):
    order = in_print([page.stem for page in (pages / "en").glob("*.html")])
    printed = Printed(pages / "en", order, "en", "Circular Leuven 2025", date(2026, 11, 20))
    write_prints({tmp_path / "again.pdf": printed})
    assert (tmp_path / "again.pdf").read_bytes() == (pages / LANGUAGES["en"]).read_bytes()


def test_print_begins_with_what_is_known_and_ends_with_how_it_was_made():
    names = ["00_data_and_cleaning", "10_a", "90_annual_report", "changes", "data", "index"]
    assert in_print(names) == [
        *("index", "90_annual_report", "10_a", "changes", "00_data_and_cleaning", "data")
    ]


def as_told(differences: bytes, columns: int) -> bytes:
    """Rows undone from PNG's predictor "up" (ISO 15948, 9.4): each byte plus the one above."""
    above, rows = bytes(columns), []
    for start in range(0, len(differences), columns + 1):
        assert differences[start] == 2
        row = differences[start + 1 : start + 1 + columns]
        above = bytes((a + b) % 256 for a, b in zip(row, above, strict=True))
        rows.append(above)
    return b"".join(rows)


def inflated(body: bytes) -> bytes:
    """What a stream holds."""
    return zlib.decompress(body.partition(b"stream\n")[2])


def test_only_numbers_get_shorter_and_by_less_than_a_thousandth_of_a_point():
    drawn = (
        b"(1.23456\\) 2.34567)Tj/F1.23456 10.5 Tf 56.692913 -0.000004 m <0123456> 0.5459917 0 cm"
    )
    short = b"(1.23456\\) 2.34567)Tj/F1.23456 10.5 Tf 56.693 0 m <0123456> 0.54599 0 cm"
    assert TOKEN.sub(_rounded, drawn) == short


def test_packing_keeps_every_object_and_every_stream():
    made = typst.compile(
        b'#set document(title: "t")\n#set text(lang: "en")\n= One <one>\n#lorem(300)\n'
        b"#table(columns: 3, table.header[a][b][c], ..range(60).map(n => [#n]))",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    small = packed(made)
    plain = unpacked(small)
    drawn = 0
    for body in re.findall(rb"\d+ 0 obj\s*(.*?)\s*endobj", made, re.DOTALL):
        if body not in plain:  # a page's drawing, with shorter coordinates
            drawn += 1
            assert _lighter(body) in plain
            assert inflated(_lighter(body)) == TOKEN.sub(_rounded, inflated(body))
    assert drawn == len(re.findall(rb"/Contents \d+ 0 R", made)) >= 1  # no font among them
    assert len(small) < 0.6 * len(made)
    start = int(re.search(rb"startxref\s+(\d+)", small)[1])
    facts, table = streams(small[start:])[0]
    size = int(re.search(rb"/Size (\d+)", facts)[1])
    assert b"/Predictor 12/Columns 7" in facts
    entries = as_told(zlib.decompress(table), 7)
    assert len(entries) == 7 * size
    for number in range(1, size):
        kind, where = entries[7 * number], int.from_bytes(entries[7 * number + 1 :][:4], "big")
        assert kind in (1, 2)
        if kind == 1:
            assert small[where:].startswith(b"%d 0 obj" % number)


def test_what_is_not_a_plain_pdf_is_refused():
    with pytest.raises(OutputError, match="table of its objects"):
        packed(b"%PDF-1.7\nnothing")


def set_page(markup, tmp_path, **elsewhere):
    tree = Tree()
    tree.feed(f"<main>{markup}</main>")
    said = {"gathered": "there", "long": "{count} rows on {page}", "drawn": "before"}
    once = Elsewhere("data", elsewhere.get("gathered", frozenset()), said)
    return Page(tmp_path / "one.html", {"one": "page-one", "data": "page-data"}, once).flow(
        next(tree.open[0].find("main"))
    )


def test_nothing_in_the_words_is_markup(tmp_path):
    text = set_page('<p>*a* #b $c$ [d] "e" \\f &lt;g&gt; @h _i_</p>', tmp_path)
    assert text == '#par[#"*a* #b $c$ [d] \\"e\\" \\\\f <g> @h _i_";]'


def test_rows_that_another_chapter_gathers_are_pointed_to_and_long_tables_are_counted(tmp_path):
    table = "<table><caption>c</caption><tr><th>h</th></tr>{}</table>"
    rows = "<tr><td>x</td></tr><tr><td>y</td></tr>"
    assert "there" in set_page(table.format(rows), tmp_path, gathered=frozenset("xyz"))
    assert "table.header" in set_page(table.format(rows), tmp_path, gathered=frozenset("x"))
    assert "99 rows on one.html" in set_page(table.format("<tr><td>z</td></tr>" * 99), tmp_path)


def test_what_a_figure_opens_to_is_not_printed_but_the_figure_is(tmp_path):
    cell = "<td class=number><details><summary>43,4 %</summary><dl><dt>a<dd>b</dl></details></td>"
    text = set_page(
        f"<table><caption>c</caption><tr><th>h</th></tr><tr>{cell}</tr></table>", tmp_path
    )
    assert "43,4 %" in text and '"b"' not in text


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
def test_of_a_run_that_is_killed_no_process_stays(tmp_path, monkeypatch):
    """What sets a print ends by itself, for nobody would ever end it."""

    def told(printed, target):
        (tmp_path / "begun").write_text(str(os.getpid()), encoding="utf-8")
        (tmp_path / "begun").rename(tmp_path / "process")
        time.sleep(0.5)

    monkeypatch.setattr(printing, "_set", told)
    run = os.fork()
    if run == 0:
        printing.write_prints({tmp_path / "a.pdf": None})
        os._exit(0)
    while not (tmp_path / "process").exists():
        time.sleep(0.01)
    os.kill(run, signal.SIGKILL)
    os.waitpid(run, 0)
    with suppress(psutil.NoSuchProcess):
        psutil.Process(int((tmp_path / "process").read_text(encoding="utf-8"))).wait(timeout=60)


def test_what_the_engine_refuses_is_said_by_the_run(tmp_path, monkeypatch):
    def refuse(printed, target):
        raise OutputError(f"{target.name}: no such font")

    monkeypatch.setattr(printing, "_set", refuse)
    with pytest.raises(OutputError, match=r"^b.pdf: no such font$"):
        printing.write_prints({tmp_path / "b.pdf": None}, 2)
