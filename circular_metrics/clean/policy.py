"""What municipalities plan to invest, and what their plans say of circularity, as tidy tables."""

import json
from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.codelists import policy as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.bbc import (
    account_keys,
    amounts,
    mend_lost_digits,
    plan_keys,
    refuse_repeated,
    refuse_unlike,
)
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers import bbc
from circular_metrics.schemas import policy as schemas
from circular_metrics.sources import policy as sources

PLAN = ["area", "year", "plan_edition", "stage"]


def clean_investments(raw: pd.DataFrame, name: str) -> Cleaned:
    """Planned investments by municipality and year: waste and materials, environment, everything.

    Parameters
    ----------
    raw : DataFrame
        An export by policy field, as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``municipal_investments``. Where a municipality plans nothing in a field there is no row,
        because the file has none either.

    Raises
    ------
    BadInputError
        If a code, year or amount is not one, or a field occurs twice for a place and year.
    UnknownLabelError
        If there is a policy domain without a code.
    """
    return _investments(raw, plan_keys(raw, name), name)


def clean_accounts(raw: pd.DataFrame, name: str) -> Cleaned:
    """Investments of annual accounts, in the shape and with the refusals of those planned."""
    return _investments(raw, account_keys(raw, name), name)


def _investments(raw: pd.DataFrame, keys: pd.DataFrame, name: str) -> Cleaned:
    """``municipal_investments`` of an export whose places, years and stages are known."""
    tidy = keys.assign(
        domain=recode(raw["BV_domein"], codes.DOMAINS, name),
        subdomain=raw["BV_subdomein"],
        policy_field=raw["Beleidsveld"],
        stored_eur=amounts(raw["Totaal"], name),
        eur_per_inhabitant=amounts(raw["Per_inwoner"], name),
    )
    refuse_repeated(tidy, [*PLAN, "subdomain", "policy_field"], name)
    mended = mend_lost_digits(tidy)
    environment = mended["domain"] == "nature_and_environment"
    waste = mended["subdomain"] == codes.WASTE_SUBDOMAIN
    everything = pd.Series(True, index=mended.index)
    groups = zip(codes.FIELDS, (waste, environment, everything), strict=True)
    table = pd.concat([_added_up(mended[rows], field) for field, rows in groups])
    log = account(
        ("rows read", len(raw), "One row per place, year and policy field."),
        ("ten times too small", (mended["factor"] == 10).sum(), "Digits lost: put right."),
        ("a hundred times too small", (mended["factor"] == 100).sum(), "Digits lost: put right."),
        ("ten times too large", (mended["factor"] == 0.1).sum(), "A zero too many: put right."),
        ("not to be judged", mended["factor"].isna().sum(), "No amount per inhabitant: kept."),
        ("rows written", len(table), "Waste, environment and total, for each place and year."),
    )
    return Cleaned(table.sort_values([*PLAN, "field"], ignore_index=True), log)


def _added_up(mended: pd.DataFrame, field: str) -> pd.DataFrame:
    """The policy fields of a group added up by place, year and plan.

    A sum of which an amount is missing is missing. An amount per inhabitant is left blank where
    it rounds to 0.00, so that those that are there add up to the sum.
    """
    found = mended.groupby(PLAN, as_index=False).agg(
        policy_fields=("policy_field", "size"),
        eur_per_inhabitant=("eur_per_inhabitant", partial(pd.Series.sum, min_count=1)),
    )
    found.insert(5, "amount_eur", _sums(mended, PLAN)["amount_eur"])
    found.insert(4, "field", field)
    found.insert(5, "is_total", field == "total")
    return found.round({"amount_eur": 2, "eur_per_inhabitant": 2})


def _sums(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The amounts added up; a sum of which an amount is missing is missing."""
    found = rows.groupby(keys, as_index=False)["amount_eur"].agg(["sum", "count", "size"])
    found["amount_eur"] = found["sum"].where(found["count"] == found["size"])
    return found[[*keys, "amount_eur"]]


def clean_investment_kinds(raw: pd.DataFrame, name: str) -> Cleaned:
    """Planned investments by municipality, year and kind of asset, and all of them together.

    Years after the six that an edition of the plans is made for are left out, and counted.

    Raises
    ------
    BadInputError, UnknownLabelError
        As ``clean_investments``.
    """
    tidy = plan_keys(raw, name).assign(
        asset=recode(raw["Niveau_3"], codes.ASSETS, name).astype(str),
        account=raw["Alg_rekening"],
        amount_eur=amounts(raw["Totaal"], name),
    )
    refuse_repeated(tidy, [*PLAN, "asset", "account"], name)
    last = tidy["plan_edition"].map({e: max(y) for e, y in codes.EDITION_YEARS.items()})
    own = tidy[tidy["year"] <= last]
    parts = _sums(own, [*PLAN, "asset"])
    total = _sums(own, PLAN).assign(asset="total")
    table = pd.concat([parts, total], ignore_index=True).round({"amount_eur": 2})
    table["is_total"] = table["asset"] == "total"
    log = account(
        ("rows read", len(raw), "One row per place, year and account."),
        ("beyond the plan's six years", len(tidy) - len(own), "A first look ahead: left out."),
        ("rows written", len(table), "Four kinds of asset and their total, by place and year."),
    )
    columns = list(schemas.INVESTMENT_KINDS.columns)
    return Cleaned(table[columns].sort_values([*PLAN, "asset"], ignore_index=True), log)


def clean_actions(raw: pd.DataFrame, name: str) -> Cleaned:
    """The investment actions of the plans: place, codes and amounts, without their texts.

    Parameters
    ----------
    raw : DataFrame
        An export of the actions, as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``row`` in the file, ``area``, the three codes, ``amount_eur`` and the amount by year.

    Raises
    ------
    BadInputError
        If a code or amount is not one, or the years do not add up to the total.
    """
    refuse_unlike(raw["nis_code"], r"\d{5}", name, "a REFNIS code of 5 digits")
    pairs = pd.Series(list(zip(raw["municipality"], raw["nis_code"], strict=True)), raw.index)
    mended = pairs.map(codes.MISTAKEN_CODES)
    total = amounts(raw["total_amount"], name)
    years = _by_year(raw["yearly_amounts"], name)
    off = ~(years.sum(axis=1).sub(total).abs() <= 0.01 * (len(years.columns) + 1))
    if off.any():
        problem = "years that do not add up to the total"
        raise BadInputError(
            [
                Problem(file=name, row=int(row) + 1, found=problem, expected=str(total[row]))
                for row in off.index[off]
            ]
        )
    table = pd.DataFrame(
        {
            "row": raw.index + 1,
            "area": mended.where(mended.notna(), raw["nis_code"]).astype(str),
            **{code: raw[code] for code in bbc.CODES},
            "amount_eur": total,
        }
    ).join(years)
    log = account(
        ("rows read", len(raw), "One row per investment action."),
        (
            "code of another place",
            mended.notna().sum(),
            "A namesake's or a former code: put right.",
        ),
        ("amount not positive", (total <= 0).sum(), "More is received than spent: kept."),
    )
    return Cleaned(table, log)


def _by_year(cells: pd.Series, name: str) -> pd.DataFrame:
    """The amounts by year, a column each.

    Raises
    ------
    BadInputError
        With the rows whose cell is not ``{"2026": 1.0, …}``.
    """
    found, problems = [], []
    for row, cell in cells.items():
        try:
            found.append({year: float(amount) for year, amount in json.loads(cell).items()})
        except (ValueError, TypeError, AttributeError):
            problems.append(
                Problem(
                    file=name,
                    row=int(row) + 1,
                    column=str(cells.name),
                    found=repr(cell)[:80],
                    expected="amounts by year",
                )
            )
    if problems:
        raise BadInputError(problems)
    years = pd.DataFrame(found, index=cells.index, dtype=float)
    return years.rename(columns=lambda year: f"amount_{year}_eur").sort_index(axis=1)


def account(*rules: tuple[str, object, str]) -> pd.DataFrame:
    """The account of the cleaning, a rule a row."""
    return pd.DataFrame(rules, columns=["rule", "rows", "meaning"]).astype({"rows": "int64"})


def _only(raw: Mapping[Source, pd.DataFrame], clean) -> Cleaned:
    """A table of one source."""
    ((source, frame),) = raw.items()
    return clean(frame, source.filename)


KINDS = (
    Kind(
        key="bbc-investments",
        title="Planned investments of Flemish municipalities by policy field (Parquet)",
        output="municipal_investments",
        read=bbc.read_investments_by_field,
        clean=clean_investments,
    ),
    Kind(
        key="bbc-accounts",
        title="Investments in annual accounts by policy field (Parquet, CSV)",
        output="municipal_accounts",
        read=bbc.read_accounts_by_field,
        clean=clean_accounts,
    ),
    Kind(
        key="bbc-actions",
        title="Investment actions of the Flemish multi-year plans (Parquet)",
        output="plan_action_amounts",
        read=bbc.read_plan_actions,
        clean=clean_actions,
    ),
)

TABLES = (
    Table(
        key="municipal_investments",
        title="Planned investments by municipality, year and policy field",
        licence="Flemish free-reuse licence",
        schema=schemas.MUNICIPAL_INVESTMENTS,
        inputs={sources.INVESTMENTS_BY_FIELD: bbc.read_investments_by_field},
        clean=partial(_only, clean=clean_investments),
        sort_by=("area", "year", "plan_edition", "field"),
    ),
    Table(
        key="municipal_investment_kinds",
        title="Planned investments by municipality, year and kind of asset",
        licence="Flemish free-reuse licence",
        schema=schemas.INVESTMENT_KINDS,
        inputs={sources.INVESTMENTS_BY_ACCOUNT: bbc.read_investments_by_account},
        clean=partial(_only, clean=clean_investment_kinds),
        sort_by=("area", "year", "plan_edition", "asset"),
    ),
)
