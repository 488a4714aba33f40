"""What looks odd, and the list on which it stands."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from courses.models import Anomaly, AnomalyKind, Session
from courses.services.anomalies import notice
from courses.services.attendance import sign_in_by_code
from courses.wall_code import wall_code
from organizations.models import User

LIST = "/desk/learning/anomalies/"


def an_oddity(worker: User, kind: AnomalyKind = AnomalyKind.DAY_CAP, about: str = "2026-03-02") -> Anomaly:
    return notice(kind, worker=worker, about=about, detail="细节在此")


def sign_in(session: Session, worker: User, device: str = "", ago: timedelta = timedelta()) -> None:
    """Scan the code that stood on the wall so long ago."""
    code = wall_code(session.secret, timezone.now() - ago)
    sign_in_by_code(session=session, worker=worker, code=code, device=device)


def listed(client: Client, query: str = "") -> str:
    """Return the page with the list."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return str(answer.content.decode())
