-- A register is connected in a jurisdiction once it holds any row there (R-079, R-039): a missing row in a connected
-- register wants a decision, in another one nothing was compared. `*`: in every jurisdiction of this office.
CREATE TABLE register_connection (
  register text NOT NULL,
  jurisdiction text NOT NULL,
  CONSTRAINT register_connection_pkey PRIMARY KEY (register, jurisdiction),
  CONSTRAINT register_connection_register_word CHECK (register IN ('certificates', 'identity', 'subsidies', 'insurance'))
);
GRANT SELECT, INSERT, DELETE ON register_connection TO butie_app;

INSERT INTO register_connection (register, jurisdiction)
SELECT 'certificates', '*' WHERE EXISTS (SELECT FROM register_certificate)
UNION ALL SELECT 'identity', '*' WHERE EXISTS (SELECT FROM register_identity)
UNION ALL SELECT 'subsidies', '*' WHERE EXISTS (SELECT FROM register_subsidy)
UNION ALL SELECT 'insurance', '*' WHERE EXISTS (SELECT FROM register_insurance);

INSERT INTO register_connection (register, jurisdiction)
SELECT DISTINCT a.register, c.jurisdiction
FROM register_answer a JOIN trainee t ON t.id_number_index = a.person_index
  JOIN claim_line l ON l.trainee_id = t.id JOIN claim c ON c.id = l.claim_id
WHERE a.rows_sealed IS NOT NULL
ON CONFLICT DO NOTHING;

-- A reviewer's remark on a line that is accepted for its +50 % in spite of a finding; the base has its own.
ALTER TABLE claim_line ADD COLUMN float_accepted_remark text;
