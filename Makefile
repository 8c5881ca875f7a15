# Everything a person does with Senim, by one word each. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
PO := $(wildcard locales/*/LC_MESSAGES/*.po)
COVERED := bot/vault/*,bot/log.py,bot/metrics.py,bot/telegram/sieve.py
COVERING := tests/vault tests/deploy/test_redis_conf.py tests/test_log.py tests/telegram/test_sieve*.py tests/telegram/test_metrics.py

.DEFAULT_GOAL := help
.PHONY: help setup run test soak cover mutants check format words book pictures measure sbom audit learn lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.embedded words ## make .venv with what running needs

run: setup ## start Senim: in the sandbox, or on Telegram when BOT_TOKEN is set
	@$(BIN)/python -m bot $(if $(BOT_TOKEN)$(BOT_TOKEN_FILE),run,sandbox)

test: .venv/.dev words ## run the tests on all processors: those that work hard, then those that count seconds
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not soak and not timed"
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "timed and not soak"

soak: .venv/.dev words ## run the tests that take minutes
	@$(BIN)/python -m pytest -m soak -s

cover: .venv/.dev words ## every branch of what seals, ends, audits and cuts is met by a test
	@mkdir -p build
	@$(BIN)/python -m coverage run --data-file=build/coverage --branch --include=$(COVERED) -m pytest $(COVERING)
	@$(BIN)/python -m coverage report --data-file=build/coverage --show-missing --fail-under=100 --omit=bot/vault/embedded.py

mutants: .venv/.dev words ## change what seals, ends, audits and cuts in small ways: does a test notice? (ten minutes)
	@rm -rf mutants
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

check: .venv/.dev words ## format, lint, types, rooms, script, words, directory, deployment files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(BIN)/python -m bot book --check

format: .venv/.dev ## put the code in its one form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: .venv/.embedded $(PO:.po=.mo) ## compile the catalogues

%.mo: %.po | .venv/.embedded
	@$(BIN)/python -m bot words compile

book: setup ## write docs/book.html: every screen in both languages, and the map
	$(BIN)/python -m bot book

pictures: .venv/.dev words ## take the pictures of README and docs/staff.md anew (needs Chromium)
	SENIM_PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser tests/staff/test_pictures.py

measure: .venv/.dev words ## measure anew what docs/measurements.md says
	$(BIN)/python -m benchmarks

sbom: .venv/audit ## write build/sbom.json: every library that runs, with hashes (CycloneDX)
	@mkdir -p build
	@.venv/audit/bin/python -W ignore -m cyclonedx_py requirements --output-reproducible --of JSON -o build/sbom.json requirements/base.txt

learn: .venv/learn ## learn anew what typed texts mean, from examples and questions in bot/hearing (half an hour)
	@OPENBLAS_NUM_THREADS=1 .venv/learn/bin/python -m benchmarks.learn # more threads add in another order
	@OPENBLAS_NUM_THREADS=1 .venv/learn/bin/python -m benchmarks.questions

audit: .venv/audit ## ask PyPI for known faults of the pinned libraries (needs the network)
	@.venv/audit/bin/pip-audit --disable-pip --require-hashes --strict -r requirements/embedded.txt

lock: .venv/.dev ## pin the requirement files anew (needs the network)
	@for f in base embedded dev audit learn; do $(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-header requirements/$$f.in -o requirements/$$f.txt; done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Senim needs Python 3.11 or newer: make PYTHON=python3.11 run")'
	@echo "Making .venv and downloading the pinned libraries: under a minute, once."
	@$(PYTHON) -m venv .venv

.venv/.embedded: requirements/embedded.txt | .venv/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/embedded.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/.embedded
	@echo "Downloading what tests and checks need: once."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/learn: requirements/learn.txt | .venv/bin/python
	@echo "Downloading what learning needs: once."
	@$(PYTHON) -m venv $@
	@$@/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/learn.txt
	@touch $@

.venv/audit: requirements/audit.txt | .venv/bin/python
	@echo "Downloading what looks at the libraries: once."
	@$(PYTHON) -m venv $@
	@$@/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

clean: ## remove what make made
	rm -rf .venv build mutants .mypy_cache .ruff_cache locales/*/LC_MESSAGES/*.mo
