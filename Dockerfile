# Easel in a container.
#
#   docker build -t easel .
#   docker run --env-file .env -v easel-data:/data --read-only --tmpfs /tmp easel
#
# All data is in /data: the database, the spool and the health file. Nothing else is written, so the
# root file system can be read-only. /tmp is for libraries that need a temporary file.

FROM python:3.12-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/easel
ENV PATH=/opt/easel/bin:$PATH

# Dependencies first: they change less often than the code. Each file is verified by its hash.
WORKDIR /src
COPY requirements.lock ./
RUN pip install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY config/ config/
COPY bot/ bot/
COPY cogs/ cogs/
COPY sandbox/ sandbox/
RUN pip install --no-deps . && pip check


FROM python:3.12-slim

RUN groupadd --gid 10001 easel \
    && useradd --uid 10001 --gid easel --no-create-home --home-dir /data --shell /usr/sbin/nologin easel \
    && install --directory --owner easel --group easel --mode 0750 /data
COPY --from=build /opt/easel /opt/easel

# pip has compiled the modules; the file system is read-only at run time.
ENV PATH=/opt/easel/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/easel.db \
    SPOOL_DIR=/data/spool \
    HEALTH_FILE=/data/health.json

USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["easel", "health"]
ENTRYPOINT ["easel"]
CMD ["run"]
