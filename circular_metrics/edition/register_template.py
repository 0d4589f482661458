"""The workbook in which a city hands over its actions: headings, lists, no invented action."""

from circular_metrics.codelists.register import COLUMNS, STATUSES
from circular_metrics.delivery.issue import undated
from circular_metrics.edition.questions import questions
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import City

ROWS = 500  # rows below the headings that offer the lists
FIRST = 2  # row of the first action
TITLES = {
    "nl": ("Acties", "Richtvragen", "Lijsten", "Uitleg"),
    "en": ("Actions", "Questions", "Lists", "Notes"),
}
QUESTION_HEADS = {
    "nl": ("doelstelling", "vraag", "antwoord"),
    "en": ("objective", "question", "answer"),
}


def template(city: City, language: str) -> bytes:
    """The empty register of a city as an Excel workbook.

    Four sheets: actions (headings only), questions (one row for each objective and question, the
    answers blank), lists (objectives, departments, partners, indicators, statuses) and notes.
    The same city and language give the same bytes.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    actions, asked, lists, notes = TITLES[language]
    sheets = [book.active, *(book.create_sheet(title) for title in (asked, lists, notes))]
    sheets[0].title = actions
    sheets[0].append([column.heading(language) for column in COLUMNS])
    _fill_questions(sheets[1], city, language)
    _fill_lists(sheets[2], city, language)
    for column in COLUMNS:
        meaning = column.meaning_nl if language == "nl" else column.meaning_en
        sheets[3].append([column.heading(language), meaning])
    for sheet in sheets[:3]:
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", start_color="D9E8F2")
        sheet.freeze_panes = "A2"
    for sheet in sheets:
        for letter in "ABCDEFGHI":
            sheet.column_dimensions[letter].width = 34
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    _offer(sheets[0], lists, city)
    return undated(book)


def _fill_questions(sheet, city: City, language: str) -> None:
    """A row for each objective and question, to be answered by people."""
    sheet.append(list(QUESTION_HEADS[language]))
    for objective in city.objectives:
        for question in questions(language).values():
            sheet.append([objective.key, question, None])


def _fill_lists(sheet, city: City, language: str) -> None:
    """What may stand in the columns, side by side."""
    columns = [
        [o.key for o in city.objectives],
        [o.titles[language] for o in city.objectives],
        list(city.departments),
        list(city.partners),
        sorted({key for o in city.objectives for key in o.indicators}),
        [words[1] if language == "nl" else words[0] for words in STATUSES.values()],
    ]
    columns.insert(5, [INDICATORS[key].names[language] for key in columns[4]])
    heads = ["so", "title", "departments", "partners", "indicators", "names", "status"]
    if language == "nl":
        heads = ["so", "titel", "diensten", "partners", "indicatoren", "namen", "status"]
    sheet.append(heads)
    for place in range(max(map(len, columns))):
        sheet.append([c[place] if place < len(c) else None for c in columns])


def _offer(sheet, lists: str, city: City) -> None:
    """Drop-down lists for the objective and the status."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    keys = [column.key for column in COLUMNS]
    for key, source, n in (
        ("objective", "A", len(city.objectives)),
        ("status", "G", len(STATUSES)),
    ):
        offer = DataValidation(
            type="list", formula1=f"'{lists}'!${source}$2:${source}${n + 1}", allow_blank=True
        )
        letter = get_column_letter(keys.index(key) + 1)
        offer.add(f"{letter}{FIRST}:{letter}{ROWS}")
        sheet.add_data_validation(offer)
