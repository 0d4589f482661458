"""Verbs that count what is circular: jobs in a table of employment, firms in the register."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import OF_CITY, Data, Replace, city_of, example, tell

PANEL = "What you hand over"
FIRMS, JOBS = "circular_establishments.csv", "circular_jobs.csv"
ASIDE = "quarantine.csv"
Folder = Annotated[Path, typer.Option("--out", help="Folder for the CSV and the cleaning log.")]
KeptFor = Annotated[
    str | None,
    typer.Option("--city", help=f"Keep the count for the reports of this city too: {OF_CITY}"),
]


def _write_and_keep(files: dict, out: Path, kept: Path | None, replace: bool) -> None:
    """Write the tables into ``out``, and the first, the count, for a city's reports too."""
    from circular_metrics import store

    bodies = {out / name: store.csv_bytes(table) for name, table in files.items()}
    count = {} if kept is None else {kept: next(iter(bodies.values()))}
    stale = [out / ASIDE]
    if not replace:
        store.refuse_others(bodies | count, stale)
    for group in filter(None, (bodies, count)):
        for path in store.write_new(group, replace, stale if group is bodies else ()):
            typer.echo(path)


def firms(
    register: Annotated[Path, typer.Argument(help="Unpacked full extract of the KBO open data.")],
    out: Folder,
    definition: Annotated[
        list[str] | None, typer.Option(help="Whose notion of circular.", show_default="all")
    ] = None,
    city: KeptFor = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Count circular establishments by municipality in the company register."""
    from circular_metrics import store
    from circular_metrics.clean import TABLES
    from circular_metrics.clean.economy_jobs import clean_register
    from circular_metrics.codelists.economy import DEFINITIONS
    from circular_metrics.edition.firms import establishments_file, newest_population
    from circular_metrics.indicators.employment_circular import establishments_per_10000
    from circular_metrics.readers.kbo import count_establishments

    folder = store.data_folder(data)
    kept = None if city is None else establishments_file(city_of(city, data), folder)
    names = [store.named(n, DEFINITIONS, "definition") for n in definition or DEFINITIONS]
    activities = store.read_table(TABLES["circular_activities"], folder)
    tell("reading the register; a full extract takes about a minute")
    counts = count_establishments(register, activities[activities["definition"].isin(names)])
    areas = store.read_table(TABLES["areas"], folder)
    cleaned = clean_register(counts, areas)
    people = newest_population(store.read_table(TABLES["population"], folder), areas)
    files = {
        FIRMS: establishments_per_10000(cleaned.table, people),
        "cleaning_log.csv": cleaned.log,
    }
    if cleaned.quarantine is not None:
        files[ASIDE] = cleaned.quarantine
    _write_and_keep(files, out, kept, replace)


def jobs(
    workbook: Annotated[Path, typer.Argument(help="Jobs by municipality and NACE (RSZ, NBB).")],
    out: Folder,
    city: KeptFor = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Count circular jobs by municipality and definition in a table of employment."""
    from circular_metrics import store
    from circular_metrics.clean import TABLES
    from circular_metrics.clean.economy_jobs import clean_employment
    from circular_metrics.edition.firms import jobs_file
    from circular_metrics.errors import BadInputError, Problem
    from circular_metrics.indicators.employment_circular import circular_jobs
    from circular_metrics.readers.employment import read_employment
    from circular_metrics.schemas.economy import EMPLOYMENT

    folder = store.data_folder(data)
    kept = None if city is None else jobs_file(city_of(city, data), folder)
    cleaned = clean_employment(read_employment(workbook), workbook.name)
    activities = store.read_table(TABLES["circular_activities"], folder)
    found = circular_jobs(EMPLOYMENT.validate(cleaned.table), activities)
    if found.empty:
        problem = Problem(
            file=workbook.name,
            found="none of the classes that a definition calls circular",
            expected="such classes, and a title or column that says NACE-BEL 2008 or 2025",
        )
        raise BadInputError([problem])
    _write_and_keep({JOBS: found, "cleaning_log.csv": cleaned.log}, out, kept, replace)


VERBS = (
    ("jobs", jobs, example("jobs rsz.xlsx --out jobs")),
    ("firms", firms, example("firms KboOpenData_Full --out firms --city leuven")),
)
