# Everything goes through here. Needs only make and Python >= 3.11; the rest is installed into .venv.
PYTHON ?= python3

VENV := .venv
BIN  := $(VENV)/bin
PY   := $(BIN)/python
PIP  := $(PY) -m pip -qq --disable-pip-version-check --no-input
READY := $(VENV)/.project-installed
CLIENTS := $(VENV)/clients/.installed

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run test check fmt bench docs diagrams messages lock clean

help: ## this text
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r what why; do printf 'make %-9s %s\n' "$$what" "$$why"; done

run: $(READY) ## set up, check the plans, draw and write everything into build/
	@$(BIN)/planmodel check plans
	@$(BIN)/planmodel build
	@echo "Done. Open build/index.html in a browser."

test: check $(CLIENTS) ## set up, then linter, format, types, import floors and all tests
	@$(PY) -m pytest -n 2 -q

check: $(READY) ## linter, format, types and import floors only
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo "Not formatted as agreed: run make fmt." >&2; exit 1; }
	@$(PY) -m mypy --no-error-summary
	@out=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$out" >&2; exit 1; }

fmt: $(READY) ## format the code and sort its imports
	@$(PY) -m ruff check --quiet --select I --fix
	@$(PY) -m ruff format --quiet

bench: $(READY) ## speed, as ratios against floors measured in the same run
	@$(PY) benchmarks/run.py

docs: $(READY) ## write the catalogue of rules and the tables of fields (docs/*rules*.md), of dates and of changes again
	@$(BIN)/planmodel rules --pages --lang en -o docs/rules.md
	@$(BIN)/planmodel rules --pages --lang vi -o docs/rules.vi.md
	@$(PY) tools/make_fields.py
	@$(PY) tools/make_dates.py
	@$(PY) tools/make_changes.py

diagrams: $(READY) ## draw the committed pictures of the plans again
	@$(BIN)/planmodel build --diagrams diagrams

messages: $(READY) ## bring the catalogue of messages up to date with the source, and compile it
	@$(PY) tools/messages.py

registries: $(READY) ## write the copy of the registries that the program reads at once again
	@$(PY) tools/make_registries.py

# Pins move only where pyproject.toml asks for it; `make lock UPGRADE=--upgrade` takes the newest of everything.
UPGRADE ?=
LOCK = $(PY) -m uv pip compile pyproject.toml --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)
lock: $(READY) ## write requirements.txt and requirements-dev.txt again from pyproject.toml
	@$(PIP) install 'uv>=0.13'
	@$(LOCK) -o requirements.txt
	@$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
	@if grep -nE '://|^-' requirements.txt requirements-dev.txt; then echo "The lines above name a host or an option." >&2; exit 1; fi

clean: ## remove what was built and the caches (.venv stays)
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------------------------ set-up
# One stamp for the virtual environment, one for the pinned packages, one for the project itself.

OLD_ENOUGH = import sys; print("yes" if sys.version_info >= (3, 11) else "no: %d.%d" % sys.version_info[:2])
SAYS = $(shell $(PYTHON) -c '$(OLD_ENOUGH)' 2>/dev/null)
FULL = $(shell $(PYTHON) -c 'import venv, ensurepip; print("yes")' 2>/dev/null)

$(VENV)/.created:
	$(if $(SAYS),,$(error planmodel needs Python 3.11 or newer, and "$(PYTHON)" does not run: install it, or name another one as in  make PYTHON=python3.12))
	$(if $(filter yes,$(SAYS)),,$(error planmodel needs Python 3.11 or newer, and "$(PYTHON)" is $(lastword $(SAYS)): install a newer one, or name it as in  make PYTHON=python3.12))
	$(if $(FULL),,$(error "$(PYTHON)" cannot make virtual environments: install its venv package first (on Debian and Ubuntu  apt install python3-venv)))
	@$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.packages-installed: requirements-dev.txt $(VENV)/.created
	@echo "Installing the pinned packages into $(VENV) (the first time takes a minute) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

$(READY): pyproject.toml tools/build_reader.py src/planmodel/yamltree/_reader.c $(VENV)/.packages-installed
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PY) -m compileall -q src
	@touch $@

# ---------------------------------------------------------------------------------------- clients, for tests only
# Two programs that read the calendars we write, and share no code with us: ical.js from npm, libical from Debian.
# Where one cannot be had, its tests are skipped and say so.

NPM = npm ci --prefix $(VENV)/clients --ignore-scripts --no-audit --no-fund --loglevel=error
APT = DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends libical3
HAS_LIBICAL = $(PY) -c 'from ctypes.util import find_library; import sys; sys.exit(find_library("ical") is None)'

$(CLIENTS): tests/clients/package.json tests/clients/package-lock.json | $(READY)
	@mkdir -p $(@D) && cp $^ $(@D)/
	@if ! $(HAS_LIBICAL) && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		{ $(APT) || { apt-get update -qq && $(APT); }; } >/dev/null 2>&1 || true; fi
	@if command -v npm >/dev/null && command -v node >/dev/null && $(NPM) >/dev/null; then js=1; \
		else js=; echo "Without ical.js its tests are skipped: install Node.js 18 or newer with npm (on Debian and Ubuntu  apt install nodejs npm)."; fi; \
	if $(HAS_LIBICAL); then c=1; \
		else c=; echo "Without libical its tests are skipped: install it (on Debian and Ubuntu  apt install libical3)."; fi; \
	if [ "$$js$$c" = 11 ]; then touch $@; fi
