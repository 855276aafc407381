-- The views that a person has saved: names and filters may say whom they look for, so they are sealed as one.
CREATE TABLE saved_view (
  person_id text PRIMARY KEY REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  views_sealed bytea NOT NULL
);
REVOKE ALL ON saved_view FROM butie_app;
GRANT SELECT, INSERT, UPDATE (views_sealed), DELETE ON saved_view TO butie_app;
