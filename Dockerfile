# docker build -t duble . && docker run --rm -p 4010:4010 -v "$PWD:/project:ro" duble
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node tools/build.ts /dist && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production \
    DUBLE_HOST=0.0.0.0
COPY --from=build /dist /opt/duble
COPY --from=build /src/node_modules /opt/duble/node_modules
RUN ln -s /opt/duble/src/cli/main.js /usr/local/bin/duble
# A project with a duble.yaml and fixtures of its own is mounted here.
WORKDIR /project
USER node
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s --retries=3 CMD ["duble", "health"]
ENTRYPOINT ["duble"]
CMD ["start"]
