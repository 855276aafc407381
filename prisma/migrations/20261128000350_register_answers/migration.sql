-- What a register answered about a person, asked before any transaction of a claim (ADR 0017). A row without an answer is
-- an open question; rows are sealed because they are personal, and null where the register has none.
CREATE TABLE register_answer (
  register text NOT NULL,
  person_index bytea NOT NULL,
  asked_at timestamptz(3),
  answered_at timestamptz(3),
  rows_sealed bytea,
  CONSTRAINT register_answer_pkey PRIMARY KEY (register, person_index),
  CONSTRAINT register_answer_register CHECK (register IN ('certificates', 'identity', 'subsidies', 'insurance')),
  CONSTRAINT register_answer_asked_or_answered CHECK (asked_at IS NOT NULL OR answered_at IS NOT NULL),
  CONSTRAINT register_answer_rows CHECK (rows_sealed IS NULL OR answered_at IS NOT NULL)
);
CREATE INDEX register_answer_person_index_idx ON register_answer (person_index);

-- Since when the evidence of a contract check lacks answers of the insurance register; answers from before do not count.
-- Null where none is lacking.
ALTER TABLE claim ADD COLUMN evidence_unverified_since timestamptz(3);
CREATE INDEX claim_evidence_unverified_idx ON claim (evidence_unverified_since)
  WHERE evidence_unverified_since IS NOT NULL AND closed_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON register_answer TO butie_app;
