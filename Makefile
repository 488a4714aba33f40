# Everything needs only Python 3.11+ and make. A bare `make` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgres test-browser check lint types contracts templates migrations catalogue fmt bench bench-crowd bench-flame bench-learning bench-drawing bench-watching bench-analysing bench-correcting bench-bonus bench-ranking bench-screens lock messages clean

export PYTHONPATH := site
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: .venv/ready assets  ## try it: demo county, web server and background worker on http://127.0.0.1:8000
	@exec $(BIN)/python manage.py serve_demo $(if $(PORT),--port $(PORT))

test: .venv/ready-dev test-sqlite test-postgres test-browser  ## every test: on SQLite, on PostgreSQL, in a browser at a phone's size

test-sqlite: .venv/ready-dev assets  ## the tests on SQLite
	$(BIN)/pytest tests --ignore=tests/journeys -n 2 $(ARGS)

test-postgres: .venv/ready-dev assets  ## the tests on a real PostgreSQL
	$(BIN)/python tests/with_postgres.py pytest tests --ignore=tests/journeys -n 2 $(ARGS)

test-browser: .venv/ready-dev assets  ## the journeys in a real Chromium
	$(BIN)/python -m tests.get_browser
	$(BIN)/python tests/with_postgres.py pytest tests/journeys $(ARGS)

check: lint types contracts templates migrations catalogue test  ## what CI runs: everything

lint: .venv/ready-dev  ## style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready-dev  ## mypy, strict
	$(BIN)/mypy .

contracts: .venv/ready-dev  ## imports go one way
	$(BIN)/lint-imports

templates: .venv/ready-dev  ## format and indentation of the templates
	git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 $(BIN)/djhtml --check

migrations: .venv/ready-dev  ## no migration is missing
	$(BIN)/python manage.py makemigrations --check --dry-run

catalogue: .venv/ready-dev  ## every string has its Chinese
	$(BIN)/python manage.py catalogue --check

fmt: .venv/ready-dev  ## put code and templates into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 $(BIN)/djade --target-version 5.2
	-git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 $(BIN)/djhtml

bench: .venv/ready-dev assets  ## measure: sittings per CPU-second, sign-in, start, save, submit
	$(BIN)/python -m benchmarks.run $(ARGS)

bench-crowd: .venv/ready-dev assets  ## measure: three thousand sittings at once, and whether anything was lost
	$(BIN)/python -m benchmarks.crowd $(ARGS)

bench-flame: .venv/ready-dev assets  ## draw: where a web process spends its time while an exam is sat
	$(BIN)/python -m benchmarks.flame $(ARGS)

bench-learning: .venv/ready-dev assets  ## measure: the library, the coverage of a county, the beats of open pages
	$(BIN)/python -m benchmarks.learning $(ARGS)

bench-watching: .venv/ready-dev assets  ## measure: what an open page of an invigilator costs
	$(BIN)/python -m benchmarks.watching $(ARGS)

bench-analysing: .venv/ready-dev assets  ## measure: results and questions of an exam that thirty thousand sat
	$(BIN)/python -m benchmarks.analysing $(ARGS)

bench-correcting: .venv/ready-dev assets  ## measure: a question dropped from an exam of thirty thousand: dry run, grading anew
	$(BIN)/python -m benchmarks.correcting $(ARGS)

bench-drawing: .venv/ready-dev assets  ## measure: drawing the papers of an exam for ten thousand workers
	$(BIN)/python -m benchmarks.drawing $(ARGS)

messages: .venv/ready-dev  ## gather new strings into the catalogue
	$(BIN)/python manage.py catalogue

assets: .venv/ready
	@$(BIN)/python manage.py catalogue --compile
	@$(BIN)/python -m config.styles
	@$(BIN)/python -m config.scripts

bench-bonus: .venv/ready-dev  ## measure: the bonus sheet of five thousand workers
	$(BIN)/python -m benchmarks.bonus $(ARGS)

bench-screens: .venv/ready-dev assets  ## measure: two hundred big screens
	$(BIN)/python -m benchmarks.screens $(ARGS)

bench-ranking: .venv/ready-dev  ## measure: the places of a hundred thousand workers
	$(BIN)/python -m benchmarks.ranking $(ARGS)

lock: .venv/ready-dev  ## resolve requirements*.in into requirements*.txt
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean:  ## remove what was made here: environment, database, caches
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/ready: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11 或更新版本：装好后再运行 make。Python 3.11 or newer is needed: install it, then run make again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本。Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "正在安装产品要用的软件包 · Installing what the product needs …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@echo "正在安装测试要用的软件包 · Installing what the tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@
