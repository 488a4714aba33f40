"""How the web server runs. Every value can be set from the environment."""

import gc
import os
from typing import Any

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
preload_app = True  # the imports are done once, before the first worker stands at the door
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "3"))  # a request computes more than it waits: more would queue up
# A process takes no more than it has threads for: the rest wait at the door for whichever process is free first, and
# nobody stands behind a long request while the other process idles. Connections that stay would fill these places:
# the proxy keeps the phones' connections.
worker_connections = threads
keepalive = 0
timeout = 60
graceful_timeout = 10
# A worker is renewed now and then, at different times, so that a slow leak never becomes a night call.
max_requests = 20_000
max_requests_jitter = 4_000

# Nothing is left in the home folder: the processes are managed from outside.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """What was imported stays for good: the collector need not look through it again and again.

    An eighth of what an exam costs. The processes that answer are made after this.
    """
    gc.collect()
    gc.freeze()
