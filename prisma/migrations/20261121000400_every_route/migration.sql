-- Claims without a class, lines without a trainee, money to each line's own account, advances and what is due back.

-- A line is known by its key within the claim: the trainee of a class, the entry of a file, an entry's month.
ALTER TABLE claim_line ADD COLUMN line_key text;
UPDATE claim_line SET line_key = trainee_id;
ALTER TABLE claim_line ALTER COLUMN line_key SET NOT NULL;
CREATE UNIQUE INDEX claim_line_claim_id_line_key_key ON claim_line (claim_id, line_key);
ALTER TABLE claim_line ALTER COLUMN trainee_id DROP NOT NULL;
ALTER TABLE claim_line ALTER COLUMN name_sealed DROP NOT NULL;
ALTER TABLE claim_line ADD COLUMN entry_id text;
ALTER TABLE claim_line ADD COLUMN payee_sealed bytea;
ALTER TABLE claim_line ADD COLUMN account_index bytea;
ALTER TABLE claim_line ADD COLUMN allowance_formula text;
-- What the line would take of its person's entitlements, as the counting found it: the submission takes them (R-050).
ALTER TABLE claim_line ADD COLUMN wanted_keys jsonb NOT NULL DEFAULT '[]';
CREATE INDEX claim_line_account_index_idx ON claim_line (account_index);

-- One row of a route's own file. Who it is stands sealed, what it says is codes, days and amounts.
CREATE TABLE claim_entry (
  id text PRIMARY KEY,
  claim_id text NOT NULL REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  position integer NOT NULL,
  trainee_id text REFERENCES trainee (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  name_sealed bytea,
  phone_sealed bytea,
  phone_index bytea,
  account_sealed bytea,
  account_index bytea,
  facts jsonb NOT NULL,
  -- R-028: the occupation at its level was on the directory of the certificate's day; null where none is named.
  is_listed boolean,
  content_hash bytea NOT NULL,
  added_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX claim_entry_claim_id_position_key ON claim_entry (claim_id, position);
CREATE INDEX claim_entry_trainee_id_idx ON claim_entry (trainee_id);
CREATE INDEX claim_entry_phone_index_idx ON claim_entry (phone_index);
ALTER TABLE claim_line ADD CONSTRAINT claim_line_entry_id_fkey
  FOREIGN KEY (entry_id) REFERENCES claim_entry (id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The document of a kind that counts for a claim without a class; former ones stay as files.
CREATE TABLE claim_document (
  claim_id text NOT NULL REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  kind text NOT NULL,
  file_id text NOT NULL REFERENCES stored_file (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  uploaded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (claim_id, kind)
);

-- R-050 for what one person can have once or a few times: the primary key holds it under a race.
CREATE TABLE entitlement_key (
  kind text NOT NULL,
  trainee_id text NOT NULL REFERENCES trainee (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  key text NOT NULL,
  line_id text NOT NULL REFERENCES claim_line (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  PRIMARY KEY (kind, trainee_id, key)
);
CREATE INDEX entitlement_key_line_id_idx ON entitlement_key (line_id);

-- Rosters carry what routes ask besides the common columns, and an account for the living allowance.
ALTER TABLE roster_entry ADD COLUMN account_sealed bytea;
ALTER TABLE roster_entry ADD COLUMN account_index bytea;
ALTER TABLE roster_entry ADD COLUMN facts jsonb NOT NULL DEFAULT '{}';
-- What a route asks of a class besides the common fields: module, shares of the fee, evaluator, release.
ALTER TABLE class_filing ADD COLUMN facts jsonb NOT NULL DEFAULT '{}';
-- Completed training years that are claimed one by one (an apprenticeship); null: the class is claimed once, as a whole.
ALTER TABLE class_filing ADD COLUMN training_years integer;

-- An apprenticeship is claimed by completed training years; other classes once.
ALTER TABLE claim ADD COLUMN instalment integer NOT NULL DEFAULT 1;
ALTER TABLE claim ADD COLUMN reference_on date;
ALTER TABLE claim ADD COLUMN plan_line_id text REFERENCES plan_line (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX claim_plan_line_id_idx ON claim (plan_line_id);
ALTER TABLE claim ADD COLUMN allowance_fen bigint NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN allowance_paid_fen bigint NOT NULL DEFAULT 0;
-- What an advance of the same class has paid and this claim's settlement takes from it (R-073).
ALTER TABLE claim ADD COLUMN advance_fen bigint NOT NULL DEFAULT 0;
ALTER TABLE claim ALTER COLUMN fund DROP NOT NULL;
DROP INDEX claim_one_per_filing;
CREATE UNIQUE INDEX claim_one_per_filing ON claim (filing_id, kind, instalment)
  WHERE filing_id IS NOT NULL AND state NOT IN ('rejected', 'withdrawn');
ALTER TABLE claim DROP CONSTRAINT claim_amounts;
ALTER TABLE claim ADD CONSTRAINT claim_amounts CHECK (
  claimed_fen >= 0 AND approved_fen BETWEEN 0 AND claimed_fen AND paid_fen BETWEEN 0 AND approved_fen
  AND float_fen >= 0 AND float_paid_fen BETWEEN 0 AND float_fen
  AND allowance_fen >= 0 AND allowance_paid_fen BETWEEN 0 AND allowance_fen AND advance_fen >= 0);

-- Money to the account of a line's person: one living obligation per claim, purpose, fund and line (D9).
ALTER TABLE payout_instruction ADD COLUMN line_id text REFERENCES claim_line (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
DROP INDEX payout_instruction_one_living;
CREATE UNIQUE INDEX payout_instruction_one_living ON payout_instruction (claim_id, purpose, fund, coalesce(line_id, ''))
  WHERE state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled');
CREATE INDEX payout_instruction_line_id_idx ON payout_instruction (line_id);
ALTER TABLE claim_fund ADD COLUMN budget_line text;

-- A notice can have an item without a person: a result, an advance, or a whole group without names (R-063, R-096). What
-- is ruled on a group names its lines; what an item says besides the common facts stands with it.
ALTER TABLE notice_item ALTER COLUMN line_id DROP NOT NULL;
ALTER TABLE notice_item ADD COLUMN facts jsonb;
ALTER TABLE objection ALTER COLUMN line_id DROP NOT NULL;
ALTER TABLE objection ADD COLUMN refuse_lines text[];

-- R-074: what is due back, and how it ended. Set off only by a named decision of Finance.
CREATE TABLE recovery (
  id text PRIMARY KEY,
  claim_id text NOT NULL UNIQUE REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  party_id text NOT NULL REFERENCES party (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  amount_fen bigint NOT NULL,
  recovered_fen bigint NOT NULL DEFAULT 0,
  state text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  CONSTRAINT recovery_amounts CHECK (amount_fen > 0 AND recovered_fen BETWEEN 0 AND amount_fen),
  CONSTRAINT recovery_state CHECK (state IN ('due', 'recovered'))
);
CREATE TABLE recovery_step (
  id text PRIMARY KEY,
  recovery_id text NOT NULL REFERENCES recovery (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  kind text NOT NULL,
  amount_fen bigint NOT NULL,
  set_off_claim_id text REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  bank_reference text,
  decided_by text NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  at timestamptz(3) NOT NULL,
  CONSTRAINT recovery_step_amount CHECK (amount_fen > 0),
  CONSTRAINT recovery_step_kind CHECK (kind IN ('repaid', 'setOff'))
);
CREATE INDEX recovery_step_recovery_id_idx ON recovery_step (recovery_id);

CREATE TRIGGER recovery_step_kept BEFORE UPDATE OR DELETE ON recovery_step
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recovery_step_whole BEFORE TRUNCATE ON recovery_step
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON claim_entry, claim_document, entitlement_key TO butie_app;
GRANT SELECT, INSERT, UPDATE ON recovery TO butie_app;
GRANT SELECT, INSERT ON recovery_step TO butie_app;

-- Laws pinned before keep every value; they get the words that routes have since: a rate table, rules by name, and what
-- the automatic findings compare with (R-130), which was no parameter then.
ALTER TABLE policy_snapshot DISABLE TRIGGER policy_snapshot_kept;
UPDATE policy_snapshot SET content = (content - 'rate')
  || jsonb_build_object(
       'rates', jsonb_build_array((content -> 'rate') || '{"occupation": null, "level": null, "quote": null}'),
       'allowance', NULL,
       'parameters', (content -> 'parameters') || (
         SELECT coalesce(jsonb_agg(jsonb_build_object('key', key, 'value', value, 'unit', 'count', 'document', 'defaults',
           'clause', 'R-130', 'quote', NULL, 'mark', 'ours', 'losers', '[]'::jsonb) ORDER BY key), '[]')
         FROM (VALUES ('plausibility.pensionAge.female', 50), ('plausibility.pensionAge.male', 60),
           ('plausibility.sharedAccounts', 2), ('plausibility.sharedPhones', 2)) AS since (key, value)
         WHERE NOT content -> 'parameters' @> jsonb_build_array(jsonb_build_object('key', key))),
       'funds', (SELECT coalesce(jsonb_agg('{"quote": null, "mark": "ours"}'::jsonb || fund), '[]')
                 FROM jsonb_array_elements(content -> 'funds') AS fund),
       'routeDefinition', '{"intake": "class", "applicants": ["institution", "college"], "columns": [],
          "checks": ["ATTENDANCE", "CERTIFICATE", "PENSION", "FREE_GROUP_FEE", "TRAINING_ONCE", "YEARLY_LIMIT",
            "OCCUPATION_LEVEL_ONCE", "CERTIFICATE_REGISTER", "IDENTITY_REGISTER", "SUBSIDY_REGISTER", "PLAUSIBILITY"],
          "keys": ["YEARLY_SLOT", "OCCUPATION_LEVEL", "TRAINING"], "noticeNames": "masked"}'::jsonb
         || (content -> 'routeDefinition'))
  WHERE content ? 'rate';
ALTER TABLE policy_snapshot ENABLE TRIGGER policy_snapshot_kept;
