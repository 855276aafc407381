-- A file may have several statements, each of an account and a day of its own; until now the first one stood for all.
CREATE TABLE bank_file_statement (
  file_id text NOT NULL REFERENCES bank_file (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  no integer NOT NULL,
  account text,
  statement_on date,
  PRIMARY KEY (file_id, no)
);
CREATE INDEX bank_file_statement_day ON bank_file_statement (statement_on);
INSERT INTO bank_file_statement (file_id, no, account, statement_on)
  SELECT id, 1, account, statement_on FROM bank_file WHERE kind IN ('camt.053', 'camt.054');
CREATE TRIGGER bank_file_statement_kept BEFORE UPDATE OR DELETE ON bank_file_statement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE ALL ON bank_file_statement FROM butie_app;
GRANT SELECT, INSERT ON bank_file_statement TO butie_app;

ALTER TABLE bank_file_row ADD COLUMN statement_no integer NOT NULL DEFAULT 1;
-- The booking of a payment that a notice said before.
CREATE INDEX bank_file_row_booking ON bank_file_row (instruction_id) WHERE says = 'settled' AND bank_reference IS NOT NULL;
ALTER TABLE bank_file DROP COLUMN account, DROP COLUMN statement_on;
