-- A claim as a round of its reviews left it: what the applicant corrects is compared with it.
CREATE TABLE claim_round (
  claim_id text NOT NULL REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  revision integer NOT NULL,
  purpose text NOT NULL,
  round integer NOT NULL,
  at timestamptz(3) NOT NULL,
  amount_fen bigint NOT NULL,
  payee_revision integer NOT NULL,
  lines jsonb NOT NULL,
  PRIMARY KEY (claim_id, revision),
  CONSTRAINT claim_round_purpose_word CHECK (purpose IN ('base', 'float', 'advance'))
);
CREATE TRIGGER claim_round_kept BEFORE UPDATE OR DELETE ON claim_round
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER claim_round_whole BEFORE TRUNCATE ON claim_round
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE ALL ON claim_round FROM butie_app;
GRANT SELECT, INSERT ON claim_round TO butie_app;
