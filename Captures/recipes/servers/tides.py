"""What the example servers know: invented harbours, tides and notices. No SDK in here."""

from __future__ import annotations

import random
from typing import Any

HARBOURS = {"Saltwick": 3.1, "Fernhaven": 2.4, "Møllevik": 1.7, "Old Quay": 4.0}
NOTICES = [
    "Buoy 7 at Saltwick is unlit until further notice.",
    "Dredging at Fernhaven: keep 200 m clear of the barge.",
    "Møllevik: bridge opens on the hour, 06:00 to 22:00.",
    "Old Quay: north pontoon closed for repair.",
    "Survey vessel towing gear between Saltwick and Old Quay.",
]


def tide_table(harbour: str, days: int = 1) -> list[dict[str, Any]]:
    if harbour not in HARBOURS:
        raise ValueError(f"no such harbour: {harbour}")
    mean = HARBOURS[harbour]
    return [
        {
            "day": day,
            "time": f"{(5 + day * 50 // 60 + 6 * turn) % 24:02d}:{day * 50 % 60:02d}",
            "height_m": round(mean + (0.9 if turn % 2 else -0.9) + day / 100, 2),
        }
        for day in range(days)
        for turn in range(4)
    ]


def search_notices(query: str, limit: int) -> list[str]:
    return [notice for notice in NOTICES if query.lower() in notice.lower()][:limit]


def chart_text(kilobytes: int) -> str:
    """Soundings of an invented chart: always the same text, and text that does not compress to nothing."""
    source = random.Random(kilobytes)
    lines, size = [], 0
    while size < kilobytes * 1024:
        line = (
            f"{source.randint(0, 59):02d}.{source.randint(0, 999):03d}N {source.randint(0, 59):02d}."
            f"{source.randint(0, 999):03d}W {source.random() * 40:.1f} m {source.choice(NOTICES)}"
        )
        lines.append(line)
        size += len(line) + 1
    return "\n".join(lines)[: kilobytes * 1024]
