"""SQLite as the migrations leave it: made once for one set of migrations, kept in var/tests, and copied after that.

All of them together take half a minute of a core, and each process of each run has a database of its own. Only what the
migrations themselves write is kept: whatever the product adds when they are done, it adds to every copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import inspect
import shutil
from operator import itemgetter
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

FOLDER = settings.ROOT / "var" / "tests"


def put_in_place() -> bool:
    """Lay a migrated database where the tests look for theirs; False where that is no file."""
    if connection.vendor != "sqlite":
        return False
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"migrated-{_key()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several processes one makes it, and the others wait
        if not kept.exists():
            for outdated in FOLDER.glob("migrated-*"):
                outdated.unlink()
            making = FOLDER / "migrated-making"
            _migrate(making)
            making.rename(kept)
        shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])
    return True


def _key() -> str:
    """Return what tells one set of migrations from another: every one of every app, word for word."""
    known = hashlib.sha256(django.__version__.encode())
    for name, migration in sorted(MigrationLoader(None).disk_migrations.items(), key=itemgetter(0)):
        known.update(repr(name).encode() + Path(inspect.getfile(type(migration))).read_bytes())
    return known.hexdigest()[:16]


def _migrate(path: Path) -> None:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
