"""An edition as a research object: an RO-Crate that says what it holds and what made it.

The crate describes the report's folder itself: every page, workbook, print and table with its
hash; the published files that they rest on, with publisher, licence and hash; the program, its
version and what it ran with; the run, with its parameters.
"""

import hashlib
import json
import mimetypes
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circular_metrics.edition import Edition
from circular_metrics.edition.credits import claims_of, sources_of
from circular_metrics.model import Source
from circular_metrics.store import sha256
from circular_metrics.wording import say

if TYPE_CHECKING:
    from rocrate.model.contextentity import ContextEntity
    from rocrate.rocrate import ROCrate

METADATA = "ro-crate-metadata.json"
ENVIRONMENT = "environment.txt"
PROFILE = "1.2"
BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"
ADDRESSES = {
    "CC-BY-SA-4.0": BY_SA,
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "MIT": "https://opensource.org/license/mit",
}
KINDS = {
    ".ipynb": "application/x-ipynb+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
}
FOLDED = ("figures",)  # named as a folder: a picture and its data each would be two thirds


@dataclass(frozen=True)
class Run:
    """What is to be described: an edition, with what parameters, on which day it was closed."""

    edition: Edition
    parameters: Mapping[str, object]
    closed: str


def write_crate(folder: Path, run: Run) -> Path:
    """Write ``ro-crate-metadata.json`` and the list of installed versions into a report's folder.

    Nothing in them tells when or where: the date is that of the edition's closing.
    """
    from rocrate.rocrate import ROCrate

    (folder / ENVIRONMENT).write_text(environment(), encoding="utf-8", newline="\n")
    crate = ROCrate(version=PROFILE)
    _describe(crate, run)
    for path in sorted(p for p in folder.rglob("*") if p.is_file() or p.name in FOLDED):
        _add_part(crate, folder, path)
    sources = [_add_source(crate, source) for source in sources_of(run.edition.observations)]
    sources += _add_claims(crate, run.edition)
    _add_run(crate, run, sources)
    path = folder / METADATA
    path.write_text(_settled(crate.metadata.generate()), encoding="utf-8", newline="\n")
    return path


def environment() -> str:
    """Python's version and that of every package that the program needs, one a line."""
    needed = [r for r in requires("circular-metrics") or [] if "extra ==" not in r]
    names = {re.match(r"[\w.-]+", requirement)[0] for requirement in needed}
    lines = [f"{name}=={version(name)}" for name in sorted(names)]
    python = f"# Python {sys.version_info.major}.{sys.version_info.minor}"
    return "\n".join([python, *lines]) + "\n"


def code_hash() -> str:
    """One hash over every module of the package as it ran."""
    package = Path(__file__).resolve().parent.parent
    total = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".po", ".toml", ".j2", ".css", ".typ"):
            total.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


def _describe(crate: "ROCrate", run: Run) -> None:
    """Title, day, language, licence and maker of the whole."""
    edition = run.edition
    language = edition.language
    crate.name = say("Circular {city} {year}", language, city=edition.city.name, year=edition.year)
    crate.description = say(
        "Annual report on the circular city of {city}, edition {year}: pages, print, workbook, "
        "figures and the notebooks behind them.",
        language,
        city=edition.city.name,
        year=edition.year,
    )
    root = crate.root_dataset
    root["datePublished"] = run.closed
    root["inLanguage"] = list(run.parameters["languages"])
    root["identifier"] = f"circular-metrics-{edition.city.key}-{edition.year}"
    root["version"] = str(edition.year)
    makers = _context(crate, "#makers", "Organization", name="circular_metrics contributors")
    root["author"] = root["publisher"] = makers
    root["license"] = _licence(crate, "CC-BY-SA-4.0")
    root["creditText"] = say(
        "Tables from Open Repair Data are share-alike; each source's own licence and publisher "
        "stand beside it.",
        language,
    )


def _context(crate: "ROCrate", key: str, kind: str, **properties: Any) -> "ContextEntity":
    """Something that the crate names but does not hold."""
    from rocrate.model.contextentity import ContextEntity

    found = crate.dereference(key)
    return found or crate.add(ContextEntity(crate, key, properties={"@type": kind, **properties}))


def _licence(crate: "ROCrate", name: str) -> "ContextEntity":
    """A licence by its address, or by its name where it has none of its own."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return _context(crate, ADDRESSES.get(name, f"#licence-{slug}"), "CreativeWork", name=name)


def _add_part(crate: "ROCrate", folder: Path, path: Path) -> None:
    """One file with its kind, size and hash; a folder of pictures with how many it holds."""
    name = path.relative_to(folder).as_posix()
    if path.is_dir():
        count = sum(1 for _ in path.iterdir())
        crate.add_dataset(
            dest_path=f"{name}/",
            properties={
                "name": name,
                "description": f"{count} files: pictures (SVG) and their data (CSV)",
            },
        )
        return
    if path.parent.name in FOLDED or path.name in (METADATA, "manifest.json"):
        return
    kind = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    crate.add_file(
        dest_path=name,
        properties={
            "name": name,
            "encodingFormat": kind or "application/octet-stream",
            "contentSize": str(path.stat().st_size),
            "sha256": sha256(path),
        },
    )


def _add_source(crate: "ROCrate", source: Source) -> "ContextEntity":
    """A published file: not in the crate, but named with hash, licence and publisher."""
    publisher = _context(
        crate,
        "#publisher-" + source.publisher.replace(" ", "-").lower(),
        "Organization",
        name=source.publisher,
    )
    return _context(
        crate,
        f"#source-{source.name}",
        "CreativeWork",
        name=source.title,
        identifier=source.name,
        version=source.vintage,
        url=source.url,
        sameAs={"@id": source.landing_page},
        license=_licence(crate, source.licence),
        publisher=publisher,
        sha256=source.sha256,
        sdDatePublished=source.retrieved.isoformat(),
        temporalCoverage=source.coverage,
        usageInfo=list(source.caveats),
    )


def _add_claims(crate: "ROCrate", edition: Edition) -> list["ContextEntity"]:
    """The pages that state a claimed figure."""
    return [
        _context(crate, f"#claim-{row.claim}", "CreativeWork", name=row.title, url=row.address)
        for row in claims_of(edition.observations, edition).itertuples()
    ]


def _add_run(crate: "ROCrate", run: Run, sources: list["ContextEntity"]) -> None:
    """The program, its parameters, and that it made this folder from those files."""
    program = _context(
        crate,
        "#circular-metrics",
        "SoftwareApplication",
        name="circular_metrics",
        softwareVersion=version("circular-metrics"),
        license=_licence(crate, "MIT"),
        sha256=code_hash(),
        softwareRequirements={"@id": ENVIRONMENT},
    )
    parameters = [
        _context(
            crate,
            f"#parameter-{name}",
            "PropertyValue",
            name=name,
            value=", ".join(value) if isinstance(value, list) else str(value),
        )
        for name, value in run.parameters.items()
    ]
    action = _context(
        crate,
        "#run",
        "CreateAction",
        name=f"circular-metrics report {run.edition.city.key} --edition {run.edition.year}",
        instrument=program,
        object=[*sources, *parameters],
        result=crate.root_dataset,
    )
    crate.root_dataset["mentions"] = action
    crate.root_dataset["isBasedOn"] = sources


def _settled(document: dict[str, Any]) -> str:
    """The crate as text: its parts in the order of their names, the description of it first."""
    first = {METADATA: 0, "./": 1}
    document["@graph"].sort(key=lambda e: (first.get(e["@id"], 2), e["@id"]))
    for entity in document["@graph"]:
        if isinstance(entity.get("hasPart"), list):
            entity["hasPart"].sort(key=lambda part: part["@id"])
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
