"""The bench's figures as a Markdown table."""

from typing import Any

HEAD = ("page", "as", "application ms", "database ms", "x floor", "spread", "requests/s", "p50", "p95", "p99")
TAIL = ("queries", "kB", "growth")


def table(results: list[dict[str, Any]]) -> str:
    """A table for each database, of its larger size; growth is the cost there by the cost at the smaller."""
    parts = []
    for database in dict.fromkeys(one["database"] for one in results):
        rows = [one for one in results if one["database"] == database]
        sizes = sorted({one["posts"] for one in rows if one["name"] == "floor"})
        small = {(one["name"], one["role"]): one for one in rows if one["posts"] == sizes[0]}
        lines = [_line((*HEAD, *TAIL)), _line(["---"] * len((*HEAD, *TAIL)))]
        lines += [_row(one, small) for one in rows if one["posts"] == sizes[-1]]
        title = f"{database}: {sizes[-1]:,} posts" + (f" (growth from {sizes[0]:,})" if len(sizes) > 1 else "")
        parts.append("\n".join([title, "", *lines, ""]))
    return "\n".join(parts)


def _row(one: dict[str, Any], small: dict[tuple[str, str], dict[str, Any]]) -> str:
    before = small.get((one["name"], one["role"]))
    growth = one["ratio"] / before["ratio"] if before else 0
    low, high = one["spread"]
    figures = [f"{one['application']:.2f}", f"{one['database_ms']:.2f}", f"{one['ratio']:.1f}", f"{low:.2f}-{high:.2f}"]
    figures += [f"{one['rate']:.0f}", f"{one['p50']:.1f}", f"{one['p95']:.1f}", f"{one['p99']:.1f}"]
    name = one["name"] + (f" ({one['wrong']} WRONG ANSWERS)" if one["wrong"] else "")
    return _line([name, one["role"], *figures, str(one["queries"]), f"{one['bytes'] / 1000:.1f}", f"{growth:.2f}"])


def _line(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"
