"""Who works with whom: departments that share actions, as a graph."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def shared_actions(groups: Iterable[Sequence[str]], everyone: Iterable[str] = ()) -> "nx.Graph":
    """A graph of departments: an edge for each pair that shares an action, weighted by how many.

    Parameters
    ----------
    groups : iterable of sequence of str
        The departments of each action.
    everyone : iterable of str
        Departments that exist, also where they have no action.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(set(everyone)))
    for group in groups:
        members = sorted(set(group))
        graph.add_nodes_from(members)
        for one, other in combinations(members, 2):
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + 1)
    return graph


def density(groups: Iterable[Sequence[str]], everyone: Iterable[str] = ()) -> float | None:
    """Pairs of departments that share an action, over all pairs; ``None`` below two departments.

    ``density = 2 m / (n (n - 1))``.

    >>> density([("a", "b"), ("b", "c")])
    0.6666666666666666
    """
    import networkx as nx

    graph = shared_actions(groups, everyone)
    return float(nx.density(graph)) if len(graph) > 1 else None


def isolated(groups: Iterable[Sequence[str]], everyone: Iterable[str] = ()) -> list[str]:
    """Departments that share no action with any other."""
    import networkx as nx

    return sorted(nx.isolates(shared_actions(groups, everyone)))
