-- How a person wants the pages to be; what is absent is as delivered.
CREATE TABLE person_preference (
  person_id text PRIMARY KEY REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  preferences jsonb NOT NULL,
  CONSTRAINT person_preference_small CHECK (jsonb_typeof(preferences) = 'object' AND octet_length(preferences::text) <= 8192)
);
REVOKE ALL ON person_preference FROM butie_app;
GRANT SELECT, INSERT, UPDATE (preferences), DELETE ON person_preference TO butie_app;
