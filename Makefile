# Everything runs in .venv, which is made here from any Python 3.11 or newer (or from PYTHON=...);
# the tests of the oldest versions run in .venv-oldest, which takes Python 3.11 itself.
# pip takes its settings from the environment.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
INSTALL := -m pip install --quiet --quiet --disable-pip-version-check --no-input
PICTURES := tests/pictures.txt
OLDEST := tests/oldest.txt
VENV_OLDEST := .venv-oldest
SOURCES := nnviz tests docs gallery

# A pyenv shim answers to its name and then fails, and some systems split venv off, so each
# candidate is tried rather than looked up.
comma := ,
# $(call FIND_PYTHON,candidates,which of their versions will not do,what is said if none does)
FIND_PYTHON = for python in $(PYTHON) $(1); do \
	if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] $(2))' \
		>/dev/null 2>&1; then echo "$$python"; exit 0; fi; done; \
	echo '$(3) with its venv module; name one with make PYTHON=...' >&2; exit 1

.PHONY: help demo test test-oldest lint format types contract docstrings docs test-site page bench baseline coverage clean

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/.installed  ## train the course's classifier and draw it into demo-output
	$(BIN)/python -m nnviz demo --out demo-output

test: $(VENV)/.installed-test  ## all tests and doctests, pictures included, on every core
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

test-oldest: $(VENV_OLDEST)/.installed  ## all tests but pictures, under the oldest versions allowed
	$(VENV_OLDEST)/bin/python -m pytest --numprocesses=auto --dist=loadfile

lint: $(VENV)/.installed-dev  ## ruff: rules and format
	$(BIN)/python -m ruff check $(SOURCES)
	$(BIN)/python -m ruff format --check $(SOURCES)

format: $(VENV)/.installed-dev  ## let ruff put imports and format right
	$(BIN)/python -m ruff check --select I --fix $(SOURCES)
	$(BIN)/python -m ruff format $(SOURCES)

types: $(VENV)/.installed-dev  ## mypy
	$(BIN)/python -m mypy

contract: $(VENV)/.installed-dev  ## import-linter: the floors of the house
	$(BIN)/lint-imports

docstrings: $(VENV)/.installed-dev  ## numpydoc validation
	$(BIN)/python docs/docstrings.py

docs: $(VENV)/.installed-dev  ## the documentation, into docs/_build/html
	$(BIN)/python -m sphinx --quiet -W --keep-going -n -b html docs docs/_build/html

test-site: docs $(VENV)/.installed-site  ## the built documentation, in a real browser
	@CHROMIUM=$$(tests/site/chromium.sh) && export CHROMIUM && \
		$(BIN)/python -m pytest tests/site -m site

page: $(VENV)/.installed-dev  ## one page of the gallery, for a look: make page PAGE=gallery/...py
	$(BIN)/python docs/one_page.py $(PAGE)

bench: $(VENV)/.installed-test  ## timings, as ratios in one run
	$(BIN)/python -m pytest tests/benchmarks -m benchmark -s

baseline: $(VENV)/.installed-test  ## draw the pictures of tests/baseline anew
	$(BIN)/python -m pytest tests -m mpl_image_compare --mpl-generate-path=tests/baseline \
		-W 'ignore:Ignoring --mpl-baseline-path'

coverage: $(VENV)/.installed-dev  ## tests on every core, with the branches that they reach
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest --numprocesses=auto --dist=loadfile
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

clean:  ## remove everything that make made
	rm -rf $(VENV) $(VENV_OLDEST) demo-output picture-results docs/_build docs/generated docs/gallery docs/slides/deck build dist htmlcov .coverage
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find nnviz tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@python=$$($(call FIND_PYTHON,python3 python3.13 python3.12 python3.11 python3.14 python,< (3$(comma) 11),nnviz needs Python 3.11 or newer$(comma))) && \
		echo "making $(VENV) with $$("$$python" --version)" && "$$python" -m venv $(VENV)

$(VENV_OLDEST)/bin/python:
	@python=$$($(call FIND_PYTHON,python3.11 python3 python,!= (3$(comma) 11),the oldest versions need Python 3.11$(comma))) && \
		echo "making $(VENV_OLDEST) with $$("$$python" --version)" && \
		"$$python" -m venv $(VENV_OLDEST)

# The order of the stamps does not matter: every installation asks for what it needs again.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo 'installing nnviz into $(VENV)'
	@$(BIN)/python $(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(PICTURES) | $(BIN)/python
	@echo 'installing nnviz and its tests into $(VENV), under the versions of $(PICTURES)'
	@$(BIN)/python $(INSTALL) --editable '.[test]' --constraint $(PICTURES)
	@touch $@

$(VENV)/.installed-site: pyproject.toml $(PICTURES) | $(BIN)/python
	@echo 'installing nnviz and what drives a browser into $(VENV), under the versions of $(PICTURES)'
	@$(BIN)/python $(INSTALL) --editable '.[site]' --constraint $(PICTURES)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(PICTURES) | $(BIN)/python
	@echo 'installing nnviz and its tools into $(VENV), under the versions of $(PICTURES)'
	@$(BIN)/python $(INSTALL) --editable '.[dev]' --constraint $(PICTURES)
	@touch $@

$(VENV_OLDEST)/.installed: pyproject.toml $(OLDEST) | $(VENV_OLDEST)/bin/python
	@echo 'installing nnviz and its tests into $(VENV_OLDEST), under the versions of $(OLDEST)'
	@$(VENV_OLDEST)/bin/python $(INSTALL) --editable '.[test]' --constraint $(OLDEST)
	@touch $@
