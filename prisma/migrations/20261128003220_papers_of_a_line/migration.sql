-- The paper of a kind that counts for one line of a claim, e.g. what shows a person's training (C06); former ones stay as
-- files. A line that leaves its claim takes its papers along.
CREATE TABLE claim_line_document (
  line_id text NOT NULL REFERENCES claim_line (id) ON DELETE CASCADE ON UPDATE RESTRICT,
  kind text NOT NULL,
  file_id text NOT NULL REFERENCES stored_file (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  uploaded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (line_id, kind)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON claim_line_document TO butie_app;
