# medic-desk: every way to start, prove and build it. Each target first installs what is missing.

PYTHON3 ?= python3
BIN := .venv/bin
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# Two workers at least: tests that only pass one after another are found on any machine.
workers = $(shell n=$(1); [ $$n -lt 2 ] && n=2; [ $$n -gt 8 ] && n=8; echo $$n)
# A worker more than there are cores: tests wait for a server, a timer, a line that is cut.
PARALLEL := -n $(call workers,$$(($(CORES) + 1))) --dist worksteal
EVERYDAY := -m "not proof and not benchmark"
# The engine computes and waits for nothing, and needs neither the database nor the windows to be loaded.
ENGINE := tests/engine -n $(call workers,$(CORES)) --dist worksteal $(addprefix -p no:tests.,\
    database language model.embedded.embedded_programs ui.desk_fixtures ui.far_desk)
# The modules that decide are covered branch by branch, by the engine's own tests alone.
ENGINE_COVERAGE := --cov=medic_desk.engine --cov-branch --cov-fail-under=100 --cov-report=term:skip-covered
# Under another time zone of the process: every given scenario again, fewer random worlds.
REPEATED := MEDIC_DESK_TESTS_REPEATED=1 $(BIN)/pytest $(ENGINE) -m "not proof and not benchmark and not once"

# Each worker would compile and rewrite every module of the tests again where nothing compiled may be kept.
export PYTHONDONTWRITEBYTECODE :=

I18N := resources/i18n
# One file a language: medic_desk_el.ts with qt_el.ts makes el.qm.
LANGUAGES := $(patsubst $(I18N)/medic_desk_%.ts,$(I18N)/%.qm,$(wildcard $(I18N)/medic_desk_*.ts))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test test-engine test-rest check bench proof translations translations-update revision bundle clean help
.PHONY: ready installed

run: ready ## the program with the demo clinic (ARGS="--fresh" and others go to medic-desk demo)
	@$(BIN)/medic-desk demo $(ARGS)

test: ready ## everything that is tested every day, with the engine's coverage
	@$(call all-of,make test,$(MAKE) --no-print-directory test-engine,$(MAKE) --no-print-directory test-rest)

test-engine: ready ## the engine: all branches covered, the same under three time zones
	@$(call all-of,make test-engine,\
	    TZ=UTC $(BIN)/pytest $(ENGINE) $(EVERYDAY) $(ENGINE_COVERAGE),\
	    TZ=America/New_York $(REPEATED),\
	    TZ=Pacific/Apia $(REPEATED))

test-rest: ready ## all the other everyday tests: database, windows, commands, the house itself
	@$(BIN)/pytest --ignore=tests/engine $(EVERYDAY) $(PARALLEL)

check: ready ## ruff, its formatting, mypy and the import contracts
	@$(call all-of,make check,\
	    $(BIN)/ruff check,\
	    $(BIN)/ruff format --check,\
	    $(BIN)/mypy,\
	    $(BIN)/lint-imports)

bench: ready ## the figures, each against a baseline measured in the same run
	@$(BIN)/pytest tests/benchmarks -m benchmark -s --timeout=3600

proof: ready ## what is too long for every day: races, killed servers, random worlds
	@$(BIN)/pytest -m proof -s --timeout=0

translations: $(LANGUAGES) ## the window's languages, compiled where their .ts files were edited
	@:

translations-update: installed ## entries for new sentences in the .ts files; none that stays is moved
	@$(BIN)/python packaging/update_translations.py

revision: ready ## a new migration with the next number (NAME="what it changes")
	@$(BIN)/python packaging/new_revision.py "$(NAME)"

bundle: ready ## a wheel in dist/, installed in a clean environment and started there
	@rm -rf dist build/smoke
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .
	@$(BIN)/python -m venv build/smoke
	@build/smoke/bin/python -m pip install -qq --disable-pip-version-check dist/*.whl
	@cd build/smoke && bin/medic-desk --help >/dev/null
	@cd build/smoke && bin/python -c 'from medic_desk import bundle; \
	    bundle.migrations_directory(); bundle.resources_directory()'
	@ls -1s --block-size=K dist/*.whl

clean: ## remove what was built and cached (.venv stays)
	@rm -rf $(I18N)/*.qm build dist tour .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
	@find medic_desk migrations packaging tests -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1|/p' Makefile | while IFS='|' read -r target does; do \
	    printf '  make %-20s %s\n' "$$target" "$$does"; done

ready: installed translations

installed:
	@$(PYTHON3) packaging/bootstrap.py

.SECONDEXPANSION:
$(LANGUAGES): $(I18N)/%.qm: $$(wildcard $(I18N)/*_$$*.ts) | installed
	@$(BIN)/pyside6-lrelease -silent $^ -qm $@

# $(call all-of,name,command,command,…): run them all, print how each ended, fail if one failed.
define all-of
set -u; failed=0; told=''; \
for command in $(foreach n,2 3 4 5,$(if $(strip $($(n))),'$(strip $($(n)))')); do \
    printf '\n$$ %s\n' "$$command"; \
    if sh -c "$$command"; then told="$$told\n  ok      $$command"; \
    else told="$$told\n  FAILED  $$command"; failed=1; fi; \
done; \
printf '\n%s:%b\n' '$(1)' "$$told"; exit $$failed
endef
