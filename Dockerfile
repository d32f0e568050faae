# Easel in a container.
#
#   docker build -t easel .
#   docker run --env-file .env -v easel-data:/data --init --read-only --tmpfs /tmp --cap-drop ALL \
#     --security-opt no-new-privileges:true --memory 1g --pids-limit 256 easel
#
# All data is in /data: the database, the spool, your model files and the health file. Nothing else is written, so the
# root file system can be read-only. /tmp is for libraries that need a temporary file.
#
# A tag can be moved to another image. For a reproducible build, name the base image by its digest:
#   docker build --build-arg PYTHON_IMAGE=python:3.12-slim@sha256:... -t easel .
#
# buildah and podman drop HEALTHCHECK unless they build with --format docker. Kubernetes never reads it; see
# deploy/kubernetes for its probes.

ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
# Easel's own environment is without pip: the one of the build installs into it.
RUN python -m venv --without-pip /opt/easel && python -m venv /opt/build

# Dependencies first: they change less often than the code. Each file is verified by its hash, also those of
# the build back end, which does not become part of the image.
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
RUN /opt/build/bin/pip --python /opt/easel/bin/python install \
        --require-hashes --only-binary :all: -r requirements.lock \
    && /opt/build/bin/pip install --require-hashes --only-binary :all: -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY config/ config/
COPY bot/ bot/
COPY cogs/ cogs/
COPY sandbox/ sandbox/
RUN /opt/build/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/build/bin/pip --python /opt/easel/bin/python install --no-index --no-deps /wheels/*.whl \
    && /opt/build/bin/pip --python /opt/easel/bin/python check \
    # Less memory: the modules of a start without docstrings.
    && /opt/easel/bin/python -P -m bot.tuning.compact_modules \
    # Of the commands that dependencies bring, none is used.
    && find /opt/easel/bin -type f ! -name easel -delete


FROM ${PYTHON_IMAGE}

RUN python -m pip uninstall --quiet --yes --root-user-action ignore pip \
    && groupadd --gid 10001 easel \
    && useradd --uid 10001 --gid easel --no-create-home --home-dir /data --shell /usr/sbin/nologin easel \
    && install --directory --owner easel --group easel --mode 0700 /data
COPY --from=build /opt/easel /opt/easel

# pip has compiled the modules; the file system is read-only at run time.
ENV PATH=/opt/easel/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/easel.db \
    SPOOL_DIR=/data/spool \
    HEALTH_FILE=/data/health.json \
    MODELS_DIR=/data/models

USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["easel", "health"]
ENTRYPOINT ["easel"]
CMD ["run"]
