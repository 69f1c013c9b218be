# One image for web, worker and beat, built with the install steps of make.
FROM python:3.11-slim-bookworm AS bouw
WORKDIR /app
COPY start/uv_halen.py start/systeem.sh start/
COPY uv.lock pyproject.toml ./
RUN sh start/systeem.sh brief && python3 start/uv_halen.py && .data/uv/uv sync --frozen --no-default-groups

FROM python:3.11-slim-bookworm
WORKDIR /app
COPY start/systeem.sh start/
RUN sh start/systeem.sh brief && rm -rf /var/lib/apt/lists/* && useradd --system --home /app portaal \
    && mkdir -p /var/lib/portaal/bestanden /var/lib/portaal/verwijderboek /srv/static && chown -R portaal /var/lib/portaal /srv/static
COPY --from=bouw /app/.venv .venv
COPY . .
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 LEES_DOTENV=0
USER portaal
EXPOSE 8000
CMD ["gunicorn", "swv_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--timeout", "120", "--graceful-timeout", "100"]
