# The portal's own processes: web, worker and beat run from this one image, each as a service of its
# own. PostgreSQL and Valkey are separate services; the embedded ones are not used in production.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1

RUN useradd --system --uid 10001 --create-home --home-dir /home/portal portal \
    && install -d -o portal -g portal /srv/portal /srv/vault /srv/signing

WORKDIR /srv/portal
COPY requirements.lock ./
RUN python -m pip install --require-hashes -r requirements.lock

COPY --chown=portal:portal manage.py ./
COPY --chown=portal:portal portal ./portal
COPY --chown=portal:portal bundles ./bundles
COPY --chown=portal:portal departments ./departments
COPY --chown=portal:portal applicants ./applicants
COPY --chown=portal:portal templates ./templates
COPY --chown=portal:portal static ./static
COPY --chown=portal:portal locale ./locale
USER portal
ENV VAULT_DIR=/srv/vault \
    SIGNING_DIR=/srv/signing
# the values below exist while the image is built and are in none of its layers afterwards
RUN python -m portal.translations \
    && PORTAL_ENV=production \
       SECRET_KEY=only-while-building-the-image-never-at-run-time \
       FIELD_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       LOOKUP_KEYS=only-while-building ALLOWED_HOSTS=localhost \
       SIMULATED=scanner,signatures,registers \
       DATABASE_URL=postgresql://nobody@localhost/none REDIS_URL=redis://localhost:6379/0 \
       python manage.py collectstatic --no-input

EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--threads", "4", "--preload", \
     "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "30"]
