"""Which local steps belong to a situation, for somebody from a sector."""

from __future__ import annotations

from datetime import date

from knowledge.model import Municipality, Route
from knowledge.values import NEVER_FROM_SNAPSHOT


def route_for(town: Municipality, situation: str, sector: str, today: date | None = None) -> Route | None:
    """Choose the route for an outcome code or a topic (`knowledge.values.Situation`); None when nothing is known.

    A route for the sector itself goes before one for any professional; one for other sectors or for residents is no
    answer. With `today`, one that holds on that day goes before one that does not. A historical snapshot gives no route
    for danger or for an outcome of U4 and above (R129).
    """
    if town.meta.status == "historical_snapshot" and situation in NEVER_FROM_SNAPSHOT:
        return None
    fitting = [route for route in town.routes if situation in route.situations]
    own = [route for route in fitting if sector in route.who]
    general = [route for route in fitting if "any" in route.who]
    found = own + general
    holding = [route for route in found if today is None or route.holds_on(today)]
    return next(iter(holding + found), None)
