"""`make run`: everything that trying the product needs, in one window."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from home.demo.county import signs_in
from home.supervisor import Supervisor


class Command(BaseCommand):
    help = "Prepare the database and the demo county, then run the web server and the background worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if _is_taken(port):
            raise CommandError(f"端口 {port} 正被别的程序占用：先停掉它，或者换一个端口（make run PORT=8001）。")
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        self._say("准备数据库和页面 …")
        call_command("catalogue", "--compile")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        with override("zh-hans"):
            call_command("demo")
        self._tell(port)
        python, manage = sys.executable, str(settings.ROOT / "manage.py")
        web = [python, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
        supervisor = Supervisor(
            {
                # No proxy stands here: browsers open connections ahead of need, and must not take others' places.
                "web": [*web, "--worker-connections", "1000"],
                "worker": [python, manage, "qcluster"],
            }
        )
        supervisor.start()
        code = supervisor.run()
        self._say("都停下了。")
        sys.exit(code)

    def _tell(self, port: int) -> None:
        self._say(f"\n警钟（演示县）： http://127.0.0.1:{port}\n")
        for line in signs_in():
            self._say(line)
        self._say("\nCtrl-C 停止。\n")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
