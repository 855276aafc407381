-- The table of the package rate-limiter-flexible: these three columns in this order. The key is a limit's name and a blind
-- index. Losing the rows in a crash only forgets attempts, so they need not go through the log.
CREATE UNLOGGED TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO butie_app;
