"""How the web server runs. Every value can be set from the environment."""

import os

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
preload_app = True  # the imports are done once, before the first worker stands at the door
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))  # a request computes more than it waits: more would queue up
# A connection that stays keeps its process: one would be busy while the other waits. The proxy keeps the phones'
# connections; behind it each request goes to whichever process is free.
keepalive = 0
timeout = 60
graceful_timeout = 10
# A worker is renewed now and then, at different times, so that a slow leak never becomes a night call.
max_requests = 20_000
max_requests_jitter = 4_000

# Nothing is left in the home folder: the processes are managed from outside.
control_socket_disable = True
