"""Verbs on policy: whether a pressure is decoupled from what drives it."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.delivery import register_workbook, write_workbook
from circular_metrics.cli.options import Data, example, tell


def decoupling(
    pressure: Annotated[Path, typer.Option(help="Annual series: year,value[,low,high].")],
    driver: Annotated[Path, typer.Option(help="Annual series of what drives it.")],
    footprint: Annotated[
        Path | None, typer.Option(help="The pressure counted where the consumption is.")
    ] = None,
    target: Annotated[float | None, typer.Option(help="Value the pressure is to have.")] = None,
    target_year: Annotated[int | None, typer.Option(help="Year of that value.")] = None,
    window: Annotated[
        int | None, typer.Option(min=5, help="Points in a rolling window; two thirds if not given.")
    ] = None,
    share_of_windows: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Share of them that must be absolute.")
    ] = 0.5,
    draws: Annotated[int, typer.Option(min=1, max=1_000_000, help="Monte Carlo draws.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 59020,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    language: Annotated[str, typer.Option(help="Of the sentences: nl or en.")] = "en",
) -> None:
    """Test whether a pressure is decoupled from its driver, absolutely or relatively."""
    import json

    from circular_metrics import store
    from circular_metrics.assess import decoupling as words
    from circular_metrics.assess.decoupling_object import as_object
    from circular_metrics.model import LANGUAGES
    from circular_metrics.statistics.decoupling import Target
    from circular_metrics.statistics.decoupling import decoupling as judge

    store.named(format, ("text", "json"), "format")
    store.named(language, LANGUAGES, "language")
    if (target is None) != (target_year is None):
        raise typer.BadParameter("--target and --target-year are given together or not at all")
    p, d, f = _series(pressure, driver, footprint)
    found = judge(
        p["value"],
        d["value"],
        None if f is None else f["value"],
        pressure_interval=_interval(p),
        driver_interval=_interval(d),
        footprint_interval=None if f is None else _interval(f),
        target=None if target is None else Target(value=target, year=target_year),
        window=window,
        share_of_windows=share_of_windows,
        draws=draws,
        seed=seed,
    )
    if format == "json":
        typer.echo(json.dumps(as_object(found, language), indent=1, ensure_ascii=False))
        return
    typer.echo(words.verdict_words(found.verdict, language))
    for reason in words.reasons(found, language):
        typer.echo(f"- {reason}")


def _series(*paths: Path | None) -> list:
    """Every file read; the problems of all of them at once."""
    from circular_metrics.errors import BadInputError
    from circular_metrics.readers.annual import read_annual

    found, problems = [], []
    for path in paths:
        try:
            found.append(None if path is None else read_annual(path))
        except BadInputError as refusal:
            problems += refusal.problems
    if problems:
        raise BadInputError(problems)
    return found


def _interval(series):
    """Both bounds, or nothing where no row has any."""
    return None if series["low"].isna().all() else (series["low"], series["high"])


FIRMS, JOBS = "circular_establishments.csv", "circular_jobs.csv"


def _write_and_keep(files: dict, out: Path, count: str, kept: Path | None) -> None:
    """Write the tables into ``out``, and the count among them for a city's reports too."""
    from circular_metrics import store

    for path in store.write_together({out / n: store.csv_bytes(f) for n, f in files.items()}):
        typer.echo(path)
    if kept is not None:
        typer.echo(store.write_atomically(kept, store.csv_bytes(files[count])))


def firms(
    register: Annotated[Path, typer.Argument(help="Unpacked full extract of the KBO open data.")],
    out: Annotated[Path, typer.Option(help="Folder for the CSV and the cleaning log.")],
    definition: Annotated[
        list[str] | None, typer.Option(help="Whose notion of circular; all if not given.")
    ] = None,
    city: Annotated[
        str | None, typer.Option(help="Keep the count for the reports of this city too.")
    ] = None,
    data: Data = None,
) -> None:
    """Count circular establishments by municipality in the company register."""
    from circular_metrics import store
    from circular_metrics.city import load_city
    from circular_metrics.clean import TABLES
    from circular_metrics.clean.economy_jobs import clean_register
    from circular_metrics.codelists.economy import DEFINITIONS
    from circular_metrics.edition.firms import establishments_file, newest_population
    from circular_metrics.indicators.employment_circular import establishments_per_10000
    from circular_metrics.readers.kbo import count_establishments

    folder = store.data_folder(data)
    kept = None if city is None else establishments_file(load_city(city), folder)
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
        files["quarantine.csv"] = cleaned.quarantine
    _write_and_keep(files, out, FIRMS, kept)


def jobs(
    workbook: Annotated[Path, typer.Argument(help="Jobs by municipality and NACE (RSZ, NBB).")],
    out: Annotated[Path, typer.Option(help="Folder for the CSV and the cleaning log.")],
    city: Annotated[
        str | None, typer.Option(help="Keep the count for the reports of this city too.")
    ] = None,
    data: Data = None,
) -> None:
    """Count circular jobs by municipality and definition in a table of employment."""
    from circular_metrics import store
    from circular_metrics.city import load_city
    from circular_metrics.clean import TABLES
    from circular_metrics.clean.economy_jobs import clean_employment
    from circular_metrics.edition.firms import jobs_file
    from circular_metrics.errors import BadInputError, Problem
    from circular_metrics.indicators.employment_circular import circular_jobs
    from circular_metrics.readers.employment import read_employment
    from circular_metrics.schemas.economy import EMPLOYMENT

    folder = store.data_folder(data)
    kept = None if city is None else jobs_file(load_city(city), folder)
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
    _write_and_keep({JOBS: found, "cleaning_log.csv": cleaned.log}, out, JOBS, kept)


def accounts(
    file: Annotated[Path, typer.Argument(help="Export of BBC-DR: jaarrekening, by policy field.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the last.")] = False,
    data: Data = None,
) -> None:
    """Check annual accounts of municipalities and keep them beside their plans."""
    from circular_metrics import store
    from circular_metrics.delivery.accounts import keep_accounts, read_accounts

    folder = store.data_folder(data)
    for path in keep_accounts(file, folder, replace):
        typer.echo(path)
    kept = read_accounts(folder)
    tell(f"{kept['area'].nunique()} municipalities, {kept['year'].nunique()} years")


def actions_template(
    city: Annotated[str, typer.Argument(help="Key of a city file, such as leuven.")],
    out: Annotated[Path, typer.Option(help="Workbook to write.")],
    language: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file.")] = False,
) -> None:
    """Write the empty action register of a city as an Excel workbook."""
    from circular_metrics.errors import OutputError

    content = register_workbook(city, language)
    if out.exists() and not replace:
        raise OutputError(f"{out}: is there already; add --replace to write over it")
    write_workbook(out, content, replace)


def actions_import(
    city: Annotated[str, typer.Argument(help="Key of a city file, such as leuven.")],
    workbook: Annotated[Path, typer.Argument(help="The filled-in action register.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the last.")] = False,
    data: Data = None,
) -> None:
    """Check a filled-in action register and keep it for the city's reports."""
    from circular_metrics import store
    from circular_metrics.city import load_city
    from circular_metrics.delivery.keep import import_file, read_register, register_file
    from circular_metrics.delivery.register import REGISTER
    from circular_metrics.errors import OutputError

    folder, found = store.data_folder(data), load_city(city)
    kept = register_file(found, folder)
    if kept.exists() and not replace:
        raise OutputError(f"{kept}: there is a register already; add --replace to renew it")
    import_file(workbook, found, kept.parent, template=REGISTER, replace=replace)
    actions, answers = read_register(found, folder)
    tell(f"{len(actions)} actions, {int((answers['answer'] != '').sum())} answers")
    typer.echo(kept)


VERBS = (
    (
        "decoupling",
        decoupling,
        example("decoupling --pressure waste.csv --driver gdp.csv --format json"),
    ),
    (
        "actions-template",
        actions_template,
        example("actions-template leuven --out actions.xlsx"),
    ),
    ("actions-import", actions_import, example("actions-import leuven actions.xlsx")),
    ("accounts", accounts, example("accounts jaarrekening.csv")),
    ("jobs", jobs, example("jobs rsz.xlsx --out jobs")),
    ("firms", firms, example("firms KboOpenData_Full --out firms")),
)
