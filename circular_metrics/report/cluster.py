"""Files for a cluster: Snakemake does the scheduling, each of its jobs makes one shard."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from circular_metrics.edition.compute import pins
from circular_metrics.edition.municipality import REGIONS
from circular_metrics.errors import ShardError
from circular_metrics.store import named, write_new

MARK = "# Written by circular-metrics cluster."
SNAKEFILE = """{mark}
SHARDS = range(1, {shards} + 1)


rule overview:
    input:
        expand("{reports}/{region}-{edition}-{{i}}-of-{shards}.csv", i=SHARDS),
    output:
        "{reports}/{region}/{edition}/manifest.json",
    threads: 1
    resources:
        mem_mb={memory},
        runtime={minutes},
    shell:
        "{python} -m circular_metrics.cli overview {region} --edition {edition} --out {reports}"


rule shard:
    output:
        "{reports}/{region}-{edition}-{{i}}-of-{shards}.csv",
    threads: {cores}
    resources:
        mem_mb={memory},
        runtime={minutes},
    retries: 2
    shell:
        "{python} -m circular_metrics.cli report --all {region} --edition {edition}"
        " --shard {{wildcards.i}}/{shards} --jobs {{threads}} --out {reports}"
"""
PROFILE = """{mark}
executor: slurm
jobs: {shards}
rerun-incomplete: true
keep-going: true
latency-wait: 60
default-resources:
{account}  mem_mb: {memory}
  runtime: {minutes}
"""
GUIDE = """{mark}

On the cluster's login node, with the project installed there as its README says and the extra
`cluster` beside it (`pip install -c constraints.txt -e ".[cluster]"`):

    snakemake --snakefile Snakefile --workflow-profile slurm

On one machine, to try it:

    snakemake --snakefile Snakefile --cores {cores} --rerun-incomplete

Each job makes the reports of one of {shards} shards. A job that was killed is made again by the
same command: reports that are in place are skipped, the others are made; none is half-written.
"""


@dataclass(frozen=True)
class Plan:
    """Which reports, in how many jobs, and what each job may take."""

    region: str
    edition: int
    shards: int
    reports: str
    account: str
    cores: int
    minutes: int
    memory: int


def write_plan(
    plan: Plan, out: Path, python: str = sys.executable, replace: bool = False
) -> list[Path]:
    """Write ``Snakefile``, ``slurm/config.yaml`` and ``README.md``.

    Parameters
    ----------
    plan : Plan
        What is to be done.
    out : Path
        The folder for the files.
    python : str
        The interpreter that the jobs call.
    replace : bool
        Write over files of other content.

    Raises
    ------
    UnknownNameError
        If there is no such region or edition.
    OutputError
        If a file of other content stands there and ``replace`` was not asked.
    """
    named(plan.region, REGIONS, "region")
    pins(plan.edition)
    for name, text in (("--reports", plan.reports), ("--account", plan.account)):
        if not re.fullmatch(r"[\w./ @-]*", text):
            raise ShardError(f"{name} is {text!r}; expected letters, digits and . / - _")
    words = vars(plan) | {"mark": MARK, "python": _quoted(python)}
    words["account"] = f"  slurm_account: {plan.account}\n" if plan.account else ""
    files = {
        "Snakefile": SNAKEFILE.format(**words | {"reports": plan.reports.rstrip("/")}),
        "slurm/config.yaml": PROFILE.format(**words),
        "README.md": GUIDE.format(**words),
    }
    return write_new({out / name: text.encode() for name, text in files.items()}, replace)


def _quoted(path: str) -> str:
    """A path for a shell, within a Snakefile's string, where braces stand for values."""
    import shlex

    text = shlex.quote(path).replace("{", "{{").replace("}", "}}")
    return text.replace("\\", "\\\\").replace('"', '\\"')
