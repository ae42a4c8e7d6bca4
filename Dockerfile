# Node 20 and nftables 1.0.6, as Debian 12 has it, are what gate511 is tested with.
FROM node:20-bookworm-slim AS build
WORKDIR /opt/gate511
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends nftables \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/gate511
COPY --from=build /opt/gate511/package.json ./
COPY --from=build /opt/gate511/node_modules node_modules
COPY --from=build /opt/gate511/dist dist
COPY views views
COPY deploy/gate511 /usr/local/bin/gate511
# The image has Node here; the wrapper is written for Debian's path.
RUN ln -s /usr/local/bin/node /usr/bin/node
# Named, so that a missing file is a fault and not the loopback profile, which guards nothing.
ENV GATE511_CONFIG=/etc/gate511/gate511.yaml
# As the unit does; so are the flags of Node below.
ENV MALLOC_ARENA_MAX=1
VOLUME /var/lib/gate511
# Root, since Docker hands capabilities to no other user; docker-compose.yml leaves it two of them and nothing else.
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=80", "/opt/gate511/dist/src/main.js"]
CMD ["serve"]
