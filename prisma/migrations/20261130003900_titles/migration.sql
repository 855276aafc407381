-- The life of a title (R-157 to R-161): its agreement and acceptance, its instalments, its years, and what is repaid.
CREATE TABLE grant_title (
  grant_id text NOT NULL,
  first_year integer NOT NULL,
  agreement_no text,
  holder_signed_at timestamptz(3),
  office_signed_at timestamptz(3),
  build_ends_on date,
  acceptance_state text NOT NULL,
  acceptance_round integer NOT NULL,
  acceptance_report text,
  acceptance_due_on date,
  accepted_at timestamptz(3),
  spent_fen bigint NOT NULL,
  suspended boolean NOT NULL DEFAULT false,
  suspended_until timestamptz(3),
  suspension_reason text,
  recover_fen bigint,
  recovered_fen bigint NOT NULL DEFAULT 0,
  revocation_no text,
  ended_on date,
  CONSTRAINT "grant_title_pkey" PRIMARY KEY (grant_id),
  CONSTRAINT grant_title_recovery CHECK (recovered_fen BETWEEN 0 AND coalesce(recover_fen, 0)),
  CONSTRAINT grant_title_spent CHECK (spent_fen >= 0)
);

CREATE TABLE grant_instalment (
  grant_id text NOT NULL,
  no integer NOT NULL,
  share_bp integer NOT NULL,
  amount_fen bigint NOT NULL,
  due_event text NOT NULL,
  state text NOT NULL,
  settled_on date,
  CONSTRAINT "grant_instalment_pkey" PRIMARY KEY (grant_id, no),
  CONSTRAINT grant_instalment_amount CHECK (amount_fen > 0 AND no > 0)
);

-- A year of a title with the law of its opening; a year opens once.
CREATE TABLE grant_year (
  grant_id text NOT NULL,
  year integer NOT NULL,
  state text NOT NULL,
  law jsonb NOT NULL,
  policy_snapshot_id text NOT NULL,
  opens_on date NOT NULL,
  report_due_on date NOT NULL,
  review_due_on date NOT NULL,
  late boolean NOT NULL DEFAULT false,
  opened_at timestamptz(3) NOT NULL,
  report jsonb,
  computed jsonb,
  reported_at timestamptz(3),
  outcome text,
  assessed_by text,
  decided_at timestamptz(3),
  rectify_due_on date,
  rectification jsonb,
  recheck_computed jsonb,
  rechecked_by text,
  rechecked_at timestamptz(3),
  CONSTRAINT "grant_year_pkey" PRIMARY KEY (grant_id, year),
  -- R-159: another person looks again.
  CONSTRAINT grant_year_two_persons CHECK (rechecked_by IS NULL OR rechecked_by IS DISTINCT FROM assessed_by)
);

-- What the holder says while a year is put right or the title is in question.
CREATE TABLE grant_statement (
  id text NOT NULL,
  grant_id text NOT NULL,
  text text NOT NULL,
  by_person_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT "grant_statement_pkey" PRIMARY KEY (id)
);

-- What one person of Finance says was repaid; it counts once another one confirms it (S4).
CREATE TABLE grant_repayment (
  id text NOT NULL,
  grant_id text NOT NULL,
  jurisdiction text NOT NULL,
  state text NOT NULL,
  amount_fen bigint NOT NULL,
  bank_reference text NOT NULL,
  maker_id text NOT NULL,
  maker_act_id text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  decided_by text,
  decided_act_id text,
  decided_at timestamptz(3),
  CONSTRAINT "grant_repayment_pkey" PRIMARY KEY (id),
  CONSTRAINT grant_repayment_amount CHECK (amount_fen > 0),
  CONSTRAINT grant_repayment_two_persons CHECK (decided_by IS NULL OR decided_by <> maker_id),
  CONSTRAINT grant_repayment_decided CHECK ((state = 'waitsForConfirmation') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_act_id IS NULL))
);

CREATE UNIQUE INDEX "grant_repayment_maker_act_id_key" ON "grant_repayment"("maker_act_id");
CREATE UNIQUE INDEX "grant_repayment_decided_act_id_key" ON "grant_repayment"("decided_act_id");
CREATE INDEX "grant_repayment_grant_id_idx" ON "grant_repayment"("grant_id");
CREATE INDEX "grant_statement_grant_id_idx" ON "grant_statement"("grant_id");
CREATE UNIQUE INDEX grant_repayment_reference_once
  ON grant_repayment (jurisdiction, translate(upper(normalize(bank_reference, NFKC)), ' -_/.', ''))
  WHERE state IN ('waitsForConfirmation', 'confirmed');

ALTER TABLE grant_title ADD CONSTRAINT "grant_title_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_instalment ADD CONSTRAINT "grant_instalment_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_year ADD CONSTRAINT "grant_year_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_year ADD CONSTRAINT "grant_year_policy_snapshot_id_fkey" FOREIGN KEY (policy_snapshot_id) REFERENCES policy_snapshot(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_year ADD CONSTRAINT "grant_year_assessed_by_fkey" FOREIGN KEY (assessed_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_year ADD CONSTRAINT "grant_year_rechecked_by_fkey" FOREIGN KEY (rechecked_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_statement ADD CONSTRAINT "grant_statement_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_statement ADD CONSTRAINT "grant_statement_by_person_id_fkey" FOREIGN KEY (by_person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_repayment ADD CONSTRAINT "grant_repayment_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_repayment ADD CONSTRAINT "grant_repayment_maker_id_fkey" FOREIGN KEY (maker_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_repayment ADD CONSTRAINT "grant_repayment_decided_by_fkey" FOREIGN KEY (decided_by) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_repayment ADD CONSTRAINT "grant_repayment_maker_act_id_fkey" FOREIGN KEY (maker_act_id) REFERENCES act(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_repayment ADD CONSTRAINT "grant_repayment_decided_act_id_fkey" FOREIGN KEY (decided_act_id) REFERENCES act(id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A payment is of a claim or of an instalment of a grant, never of both.
ALTER TABLE payout_instruction ALTER COLUMN claim_id DROP NOT NULL, ADD COLUMN grant_id text, ADD COLUMN instalment_no integer;
ALTER TABLE payout_instruction ADD CONSTRAINT "payout_instruction_grant_id_instalment_no_fkey" FOREIGN KEY (grant_id, instalment_no) REFERENCES grant_instalment(grant_id, no) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE INDEX "payout_instruction_grant_id_instalment_no_idx" ON "payout_instruction"("grant_id", "instalment_no");
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_of_one CHECK (
  (claim_id IS NULL) <> (grant_id IS NULL) AND (grant_id IS NULL) = (instalment_no IS NULL)
  AND (grant_id IS NULL) = (purpose <> 'grant') AND (grant_id IS NULL OR line_id IS NULL));
-- One living payment of an instalment, whichever batch has it.
CREATE UNIQUE INDEX payout_instruction_one_instalment ON payout_instruction (grant_id, instalment_no)
  WHERE state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled');
ALTER TABLE ledger_entry ADD COLUMN grant_id text;
ALTER TABLE ledger_entry ADD CONSTRAINT "ledger_entry_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_of_one CHECK (claim_id IS NULL OR grant_id IS NULL);

-- A payment of a grant is the whole of its instalment; that of a claim is counted as before.
CREATE OR REPLACE FUNCTION count_obligation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  living CONSTANT text[] := ARRAY['draft', 'instructed', 'accepted', 'inTransit', 'settled'];
  obligated bigint;
  settled bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.amount_fen, NEW.claim_id, NEW.grant_id, NEW.instalment_no, NEW.purpose, NEW.fund)
      IS DISTINCT FROM (OLD.amount_fen, OLD.claim_id, OLD.grant_id, OLD.instalment_no, OLD.purpose, OLD.fund) THEN
    RAISE EXCEPTION 'an instruction keeps its claim, purpose, fund and amount' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.grant_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM grant_instalment i
      WHERE i.grant_id = NEW.grant_id AND i.no = NEW.instalment_no AND i.amount_fen = NEW.amount_fen) THEN
      RAISE EXCEPTION 'no instalment of this grant has this amount' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  obligated := CASE WHEN NEW.state = ANY (living) THEN NEW.amount_fen ELSE 0 END
    - CASE WHEN TG_OP = 'UPDATE' AND OLD.state = ANY (living) THEN OLD.amount_fen ELSE 0 END;
  settled := CASE WHEN NEW.state = 'settled' THEN NEW.amount_fen ELSE 0 END
    - CASE WHEN TG_OP = 'UPDATE' AND OLD.state = 'settled' THEN OLD.amount_fen ELSE 0 END;
  IF obligated <> 0 OR settled <> 0 THEN
    UPDATE claim_fund SET obligated_fen = obligated_fen + obligated, settled_fen = settled_fen + settled
      WHERE claim_id = NEW.claim_id AND purpose = NEW.purpose AND fund = NEW.fund;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'nothing was approved for this claim, purpose and fund' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- The instalments of a grant never come to more than the grant.
CREATE FUNCTION require_instalments_of_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(i.amount_fen) FROM grant_instalment i WHERE i.grant_id = NEW.grant_id)
    > (SELECT g.amount_fen FROM base_grant g WHERE g.id = NEW.grant_id) THEN
    RAISE EXCEPTION 'instalments of % come to more than the grant', NEW.grant_id
      USING ERRCODE = 'check_violation', TABLE = 'grant_instalment', CONSTRAINT = 'grant_instalment_sum';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grant_instalment_sum AFTER INSERT ON grant_instalment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_instalments_of_grant();

-- A year that was decided stays decided, and keeps its law and its figures (R-159).
CREATE FUNCTION keep_decided_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('passed', 'failed', 'excused') OR NEW.law IS DISTINCT FROM OLD.law
    OR NEW.policy_snapshot_id <> OLD.policy_snapshot_id THEN
    RAISE EXCEPTION 'year % of % is decided', OLD.year, OLD.grant_id
      USING ERRCODE = 'check_violation', TABLE = 'grant_year', CONSTRAINT = 'grant_year_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_year_decided_once BEFORE UPDATE ON grant_year FOR EACH ROW EXECUTE FUNCTION keep_decided_year();

-- A repayment is decided once, and what was entered stays.
CREATE FUNCTION keep_grant_repayment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waitsForConfirmation'
    OR (NEW.id, NEW.grant_id, NEW.jurisdiction, NEW.amount_fen, NEW.bank_reference, NEW.maker_id, NEW.maker_act_id, NEW.entered_at)
      IS DISTINCT FROM (OLD.id, OLD.grant_id, OLD.jurisdiction, OLD.amount_fen, OLD.bank_reference, OLD.maker_id, OLD.maker_act_id, OLD.entered_at) THEN
    RAISE EXCEPTION 'grant_repayment % is decided, or would say something else', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'grant_repayment', CONSTRAINT = 'money_entry_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_repayment_decided_once BEFORE UPDATE ON grant_repayment FOR EACH ROW EXECUTE FUNCTION keep_grant_repayment();
REVOKE ALL ON grant_title FROM butie_app;
GRANT SELECT, INSERT, UPDATE (agreement_no, holder_signed_at, office_signed_at, build_ends_on, acceptance_state, acceptance_round, acceptance_report, acceptance_due_on, accepted_at, spent_fen, suspended, suspended_until, suspension_reason, recover_fen, recovered_fen, revocation_no, ended_on) ON grant_title TO butie_app;
REVOKE ALL ON grant_instalment FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, settled_on) ON grant_instalment TO butie_app;
REVOKE ALL ON grant_year FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, late, report, computed, reported_at, outcome, assessed_by, decided_at, rectify_due_on, rectification, recheck_computed, rechecked_by, rechecked_at) ON grant_year TO butie_app;
REVOKE ALL ON grant_statement FROM butie_app;
GRANT SELECT, INSERT ON grant_statement TO butie_app;
REVOKE ALL ON grant_repayment FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_act_id, decided_at) ON grant_repayment TO butie_app;
