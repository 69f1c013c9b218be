# Two commands: `make demo` and `make test`. Both do all set-up themselves.
REGIO ?= haaglanden
POORT ?= 8000
PYTHON3 ?= python3
UV := $(shell command -v uv 2>/dev/null)
UV := $(if $(UV),$(UV),.data/uv/uv)
PY := .venv/bin/python
# A network with a certificate of its own, as schools have: trust what the machine trusts.
export UV_SYSTEM_CERTS ?= true
# Python keeps what it compiled, whatever a shell or image says: else each of two dozen processes compiles all anew.
export PYTHONDONTWRITEBYTECODE :=
SCHOON := env -u DATABASE_URL -u BROKER_URL -u CACHE_URL -u DJANGO_SETTINGS_MODULE

.PHONY: help demo demo-reset test metingen snel lint types systeem nakijken tabellen klaar handleiding vertalingen

help:
	@echo "make demo [REGIO=zuid-kennemerland] [POORT=8000]   start het portaal op deze machine"
	@echo "make demo-reset [REGIO=...]                        gooi de gegevens van die regio weg"
	@echo "make test                                          alles wat CI ook draait"
	@echo "make metingen                                      de benchmarks, de storm over de brieven en elke brief in druk"
	@echo "make handleiding                                   schermbeelden van de tests in de handleiding"
	@echo "make snel                                          alleen de tests zonder browser en worker"

$(UV):
	@$(PYTHON3) start/uv_halen.py >/dev/null

.venv/.klaar: uv.lock pyproject.toml | $(UV)
	@sh start/systeem.sh brief
	@echo "  Pakketten installeren …"
	@UV_PYTHON_DOWNLOADS=never $(UV) sync --frozen --quiet
	@touch $@

klaar: .venv/.klaar

demo: klaar
	@$(SCHOON) $(PY) -m start.demo --regio $(REGIO) --poort $(POORT)

demo-reset: klaar
	@$(SCHOON) $(PY) -m start.demo --regio $(REGIO) --leegmaken

# The pictures of docs/handleiding are what the browser tests saw: they run first.
handleiding: klaar
	@PY=$(PY) sh start/systeem.sh browser
	@$(SCHOON) $(PY) -m pytest -q -n 2 --dist worksteal -m e2e
	@$(PY) -m start.handleiding

# New texts of letters and of the dossier into each language, still empty, and what is translated compiled. Needs gettext (xgettext, msgmerge, msgfmt).
vertalingen: klaar
	@$(PY) -m start.vertalingen

lint: klaar
	@echo "== stijl";       .venv/bin/ruff format --check --quiet . && .venv/bin/ruff check --quiet .
	@echo "== sjablonen";   .venv/bin/djade --target-version 5.2 --check $$(find templates -name '*.html')
	@echo "== lagen";       .venv/bin/lint-imports --no-logo >/tmp/lint-imports.$$$$ 2>&1 || { cat /tmp/lint-imports.$$$$; rm -f /tmp/lint-imports.$$$$; exit 1; }; rm -f /tmp/lint-imports.$$$$
	@echo "== slot";        $(PY) start/slot_nakijken.py

types: klaar
	@echo "== types";       $(SCHOON) $(PY) -m start.met_diensten .venv/bin/mypy --no-error-summary kern scholen voorlichting loket arrangementen thuiszitters monitoring dossier toezicht inrichting swv_portal start

snel: klaar
	@$(SCHOON) $(PY) -m pytest -q -m "not e2e and not werker and not meting"

systeem: klaar
	@PY=$(PY) sh start/systeem.sh browser
	@sh start/systeem.sh scanner

nakijken: klaar
	@echo "== migraties en uitrol"; $(SCHOON) $(PY) -m start.met_diensten --nakijken

# The tests read it; two of them that replay the migrations beside each other do so twice.
tabellen: klaar
	@echo "== tabellen";    $(SCHOON) $(PY) -m start.schema

# Whether every benchmark still runs, the storm over the letters, and every outcome and addressee in print where the tests
# print one of a kind: before a change of what they are about.
metingen: klaar
	@$(SCHOON) $(PY) -m pytest -q -p no:cacheprovider tests/test_benchmarks.py tests/test_brievenstorm.py
	@$(SCHOON) $(PY) -m pytest -q -p no:cacheprovider -n 2 -m meting tests/loket/test_pdfnormen.py tests/loket/test_aanvallen.py tests/arrangementen/test_demo.py

# What needs one processor each goes beside each other, and systeem mostly waits for the network; the tests take both.
test: klaar
	@$(MAKE) --no-print-directory -j 3 systeem tabellen types lint nakijken
	@echo "== tests";       $(SCHOON) $(PY) -m pytest -q -n 2 --dist loadgroup -m "not e2e and not werker and not meting"
	@echo "== worker en browser"; $(SCHOON) BEELDEN=nee $(PY) -m pytest -q -n 2 --dist worksteal -m "(e2e or werker) and not meting" $$(grep -rlE "mark\.(e2e|werker)" tests --include="test_*.py")
