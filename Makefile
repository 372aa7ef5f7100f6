# Everything runs in .venv, which is made once and renewed only when a file in requirements/ changes.
PYTHON := .venv/bin/python
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo test bench look check screenshot shots lighthouse lock clean runtime dev

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: runtime ## serve a site with sample content on port 8000 (PORT=...)
	@MEDIGEST_DEMO=1 $(PYTHON) manage.py demo

test: dev ## run the tests on SQLite, then on PostgreSQL
	@sh .ci/browser.sh
	@sh .ci/node.sh
	@status=0; \
	env -u DATABASE_URL $(PYTHON) -m pytest -n 2 --dist worksteal -m "not postgresql and not whole" || status=1; \
	$(PYTHON) -m tests.postgres pytest -n 2 --dist worksteal -m "database and not browser and not whole" || status=1; \
	exit $$status

bench: dev ## what pages cost, on production servers and both databases, into var/bench.md (minutes; BENCH="--posts 20000")
	@$(PYTHON) -m tests.bench $(BENCH)

look: dev ## look at every page in every width, colour and role, by keyboard too (minutes; `make test` takes a sample)
	@sh .ci/browser.sh
	@$(PYTHON) -m pytest -n 2 --dist worksteal -m "whole or django_db" tests/browser/test_every_page.py

check: dev ## lint, types, layers, templates, migrations, production settings
	@sh .ci/check.sh

screenshot: dev ## take docs/screenshot.png from the demo that runs on PORT
	@sh .ci/browser.sh
	@$(PYTHON) .ci/shots.py http://127.0.0.1:$(PORT)

shots: dev ## pictures of every page of the demo that runs on PORT, light and dark, narrow and wide, into var/shots
	@sh .ci/browser.sh
	@$(PYTHON) .ci/shots.py http://127.0.0.1:$(PORT) --all var/shots
	@SHOTS=$(CURDIR)/var/shots $(PYTHON) -m pytest -q -n 1 tests/browser/test_doors.py tests/browser/test_passkeys.py

lighthouse: dev ## Lighthouse on the demo that runs on PORT, as the table of docs/look.md (needs Node)
	@sh .ci/browser.sh
	@$(PYTHON) .ci/lighthouse.py http://127.0.0.1:$(PORT)

lock: dev ## write requirements/ anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@sh .ci/lock.sh $(UPGRADE)

clean: ## remove .venv, caches and collected static files; the database in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist \
		var/static medigest.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime dev:
	@sh .ci/install.sh $@
