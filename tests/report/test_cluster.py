"""The cluster's path on one machine: Snakemake's local mode, a killed worker, the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from circular_metrics.errors import OutputError, ShardError
from circular_metrics.report.cluster import Plan, write_plan

PLAN = Plan("flanders", 2025, 3, "reports", "lp_project", 2, 60, 4000)
# Stands in for the interpreter: dies in shard 2 the first time, else makes the shard's summary.
WORKER = """#!/bin/sh
verb=$3
while [ $# -gt 0 ]; do [ "$1" = --shard ] && part=$2; [ "$1" = --out ] && out=$2; shift; done
if [ "$verb" = overview ]; then mkdir -p "$out/flanders/2025"; echo all >> ran
  echo done > "$out/flanders/2025/manifest.json"; exit; fi
i=${part%/*}
mkdir -p "$out"
if [ "$i" = 2 ] && [ ! -e died ]; then touch died; kill -9 $$; fi
echo "ran $i" >> ran
echo "shard $i" > "$out/flanders-2025-$i-of-3.csv"
"""


def test_the_profile_is_what_snakemake_reads(tmp_path):
    write_plan(PLAN, tmp_path)
    profile = yaml.safe_load((tmp_path / "slurm" / "config.yaml").read_text(encoding="utf-8"))
    assert profile["executor"] == "slurm" and profile["jobs"] == 3
    assert profile["default-resources"] == {
        "slurm_account": "lp_project",
        "mem_mb": 4000,
        "runtime": 60,
    }


def test_a_file_of_the_users_is_kept(tmp_path):
    (tmp_path / "Snakefile").write_text("mine")
    with pytest.raises(OutputError, match="Snakefile"):
        write_plan(PLAN, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["Snakefile"]


def test_a_file_that_was_edited_is_kept_too_unless_it_is_to_be_replaced(tmp_path):
    snakefile, *_ = write_plan(PLAN, tmp_path)
    assert write_plan(PLAN, tmp_path)[0] == snakefile  # the same files, so that nothing is lost
    ours = snakefile.read_text(encoding="utf-8")
    snakefile.write_text(f"{ours}# and a line of mine\n", encoding="utf-8")
    with pytest.raises(OutputError, match="--replace"):
        write_plan(PLAN, tmp_path)
    assert snakefile.read_text(encoding="utf-8").endswith("# and a line of mine\n")
    write_plan(PLAN, tmp_path, replace=True)
    assert snakefile.read_text(encoding="utf-8") == ours


def test_words_cannot_become_commands(tmp_path):
    with pytest.raises(ShardError, match="--reports"):
        write_plan(Plan("flanders", 2025, 3, '"; rm -rf /', "", 1, 1, 100), tmp_path)


SNAKEMAKE = shutil.which("snakemake", path=Path(sys.executable).parent)  # not only on PATH


@pytest.mark.skipif(SNAKEMAKE is None, reason="the extra `cluster` is not here")
@pytest.mark.skipif(sys.platform == "win32", reason="Snakemake is not for Windows")
def test_a_killed_worker_is_made_again_and_nobody_else(tmp_path):
    worker = tmp_path / "worker's own"
    worker.write_text(WORKER)
    worker.chmod(0o755)
    write_plan(PLAN, tmp_path, str(worker))
    command = [SNAKEMAKE, "--cores", "2", "--rerun-incomplete", "--keep-going"]
    home = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    for _ in range(2):  # the second time there is nothing to be done
        run = subprocess.run(command, cwd=tmp_path, env=home, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "died").exists()
    ran = (tmp_path / "ran").read_text().split("\n")[:-1]
    assert sorted(ran[:-1]) == ["ran 1", "ran 2", "ran 3"] and ran[-1] == "all"
