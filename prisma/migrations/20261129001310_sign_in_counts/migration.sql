-- Sign-ins that have not succeeded, counted before a password is looked at and for all API processes together (S6). The
-- key is a blind index with the name of what it counts. Losing the rows in a crash only forgets attempts.
CREATE UNLOGGED TABLE sign_in_count (
  key text PRIMARY KEY,
  failures integer NOT NULL DEFAULT 0,
  blocked_until timestamptz(3) NOT NULL,
  forgotten_at timestamptz(3) NOT NULL
);
CREATE INDEX sign_in_count_forgotten_at_idx ON sign_in_count (forgotten_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_count TO butie_app;
