# One image for api, worker, migrate and prepare-temporal; which one a container is, its command says. `npm run image:check` carries out these
# lines without Docker, starts what they give, and looks for what must not be in it.
FROM node:24.21.0-bookworm-slim AS built
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The bundler's compiler is an optional package of its platform; it stays in this stage.
RUN npm ci --omit=dev --no-audit --no-fund
COPY domain ./domain
COPY workflows ./workflows
COPY scripts/image/bundle-workflows.ts ./scripts/image/bundle-workflows.ts
RUN node scripts/image/bundle-workflows.ts

COPY scripts/image/build-workbench.ts ./scripts/image/build-workbench.ts
COPY main ./main
COPY schemas ./schemas
COPY web ./web
RUN node scripts/image/build-workbench.ts

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# What only `npm start` needs (the embedded servers) is optional.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund
# The pages are built above: what only their build needs stays there.
RUN npm uninstall --no-save --omit=dev --omit=optional --no-audit --no-fund vite @vitejs/plugin-react react react-dom antd @tanstack/react-query wouter openapi-fetch pdfjs-dist

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production BUTIE_MODE=live BUTIE_HOST=0.0.0.0 BUTIE_HOME=/home/node/butie
ENV BUTIE_WORKFLOW_BUNDLE=/app/dist/workflows.js BUTIE_WORKBENCH=/app/dist/workbench
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY . .
COPY --from=built /app/dist ./dist
# A new volume takes its owner from the folder that it covers.
RUN mkdir -p /home/node/butie/audit /home/node/butie/temporal-tls/authority /home/node/butie/temporal-tls/server /home/node/butie/temporal-tls/client && chown -R node:node /home/node/butie
USER node
EXPOSE 3000
# This Node reads TypeScript by itself.
CMD ["node", "main/api.ts"]
