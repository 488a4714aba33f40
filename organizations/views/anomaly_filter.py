"""Lists of what looks odd can be narrowed to what is judged and to one kind: ?list=judged and ?kind=."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from django.db.models import Model
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from django.http import QueryDict

    from organizations.models.anomalies import AnomalyQuerySet

Row = TypeVar("Row", bound=Model)
Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AnomalyFilter:
    """Which are listed: open or judged ones, of all of these kinds ("") or of one."""

    kinds: type[TextChoices]
    judged: bool = False
    kind: str = ""

    @classmethod
    def asked(cls, query: QueryDict, kinds: type[TextChoices]) -> AnomalyFilter:
        kind = query.get("kind", "")
        return cls(kinds, judged=query.get("list") == "judged", kind=kind if kind in kinds.values else "")

    @property
    def query(self) -> str:
        """The filter as an address says it, with its question mark."""
        said = {"list": "judged" if self.judged else "", "kind": self.kind}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"

    def of(self, anomalies: AnomalyQuerySet[Row]) -> AnomalyQuerySet[Row]:
        """Return them; of the judged ones, what was judged last stands first."""
        if self.kind:
            anomalies = anomalies.filter(kind=self.kind)
        return anomalies.judged().order_by("-judged_at", "-pk") if self.judged else anomalies.open()

    def shown(self, counts: Counts) -> dict[str, object]:
        """Return what components/anomalies.html says of the filter; `counts` are open and judged ones by kind."""
        return {
            "chosen": self,
            "open": sum(open_ for open_, _judged in counts.values()),
            "states": self._states(counts),
            "kinds": self._kinds(counts),
        }

    def _states(self, counts: Counts) -> list[dict[str, object]]:
        kinds = [self.kind] if self.kind else list(counts)
        labels = (_("To be judged"), _("Judged"))
        return [
            {
                "label": f"{label} {sum(counts.get(kind, (0, 0))[place] for kind in kinds)}",
                "url": replace(self, judged=bool(place)).query,
                "current": self.judged == bool(place),
            }
            for place, label in enumerate(labels)
        ]

    def _kinds(self, counts: Counts) -> list[dict[str, object]]:
        """Return the kinds that occur, each with its number in the chosen state."""
        place = int(self.judged)
        return [
            {"value": kind.value, "label": f"{kind.label} {counts[kind][place]}", "current": kind == self.kind}
            for kind in self.kinds
            if kind in counts
        ]
