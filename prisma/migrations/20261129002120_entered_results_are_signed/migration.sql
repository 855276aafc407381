-- Results that the maker typed in count only with the signature of the API process that took them in (S1, S4).
ALTER TABLE result_entry ADD COLUMN signature bytea;

-- Those that wait for their checker since before. The application's role may only read this table.
CREATE TABLE result_entry_before_signing (
  id text PRIMARY KEY REFERENCES result_entry (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  batch_id text NOT NULL,
  maker_id text NOT NULL,
  rows jsonb NOT NULL
);
INSERT INTO result_entry_before_signing (id, batch_id, maker_id, rows)
SELECT e.id, e.batch_id, e.maker_id, e.rows FROM result_entry e WHERE e.confirmed_at IS NULL;
REVOKE ALL ON result_entry_before_signing FROM butie_app;
GRANT SELECT ON result_entry_before_signing TO butie_app;
