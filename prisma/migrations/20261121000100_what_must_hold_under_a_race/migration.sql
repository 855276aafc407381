-- What schema.prisma cannot say. Each constraint here has a test that tries to break it.

-- One row says what this database is.
ALTER TABLE environment ADD CONSTRAINT environment_is_one CHECK (id = 1);
ALTER TABLE environment ADD CONSTRAINT environment_mode CHECK (mode IN ('practice', 'live'));

-- R-048, R-050: the slots of a year are numbered from 1 to the limit, so the primary key refuses one too many.
ALTER TABLE yearly_slot ADD CONSTRAINT yearly_slot_within_limit CHECK (slot BETWEEN 1 AND max_per_year);

-- One claim of a kind for a class, unless the former one ended without money.
CREATE UNIQUE INDEX claim_one_per_filing ON claim (filing_id, kind)
  WHERE filing_id IS NOT NULL AND state NOT IN ('rejected', 'withdrawn');
ALTER TABLE claim ADD CONSTRAINT claim_counts CHECK (
  lines_total = lines_eligible + lines_refused AND lines_approved BETWEEN 0 AND lines_eligible);
ALTER TABLE claim ADD CONSTRAINT claim_amounts CHECK (
  claimed_fen >= 0 AND approved_fen BETWEEN 0 AND claimed_fen AND paid_fen BETWEEN 0 AND approved_fen
  AND float_fen >= 0 AND float_paid_fen BETWEEN 0 AND float_fen);
ALTER TABLE claim_line ADD CONSTRAINT claim_line_amounts CHECK (base_fen >= 0 AND allowance_fen >= 0 AND float_fen >= 0);

-- A claim is in one notice at a time, its lines are objected to one by one.
CREATE UNIQUE INDEX notice_claim_one_live ON notice_claim (claim_id) WHERE state IN ('drafted', 'open');

-- D9: at most one living obligation per claim, purpose and fund, and never above what was approved.
CREATE UNIQUE INDEX payout_instruction_one_living ON payout_instruction (claim_id, purpose, fund)
  WHERE state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled');
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_amount CHECK (amount_fen > 0);
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_state CHECK (
  state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled', 'failed', 'returned', 'reversed', 'cancelled'));
ALTER TABLE claim_fund ADD CONSTRAINT claim_fund_bounds CHECK (
  settled_fen BETWEEN 0 AND obligated_fen AND obligated_fen <= approved_fen);

CREATE FUNCTION count_obligation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  living CONSTANT text[] := ARRAY['draft', 'instructed', 'accepted', 'inTransit', 'settled'];
  obligated bigint;
  settled bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.amount_fen, NEW.claim_id, NEW.purpose, NEW.fund)
      IS DISTINCT FROM (OLD.amount_fen, OLD.claim_id, OLD.purpose, OLD.fund) THEN
    RAISE EXCEPTION 'an instruction keeps its claim, purpose, fund and amount' USING ERRCODE = 'check_violation';
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
CREATE TRIGGER payout_instruction_counts AFTER INSERT OR UPDATE ON payout_instruction
  FOR EACH ROW EXECUTE FUNCTION count_obligation();

-- D9: the rows of a ledger transaction sum to zero when it commits.
CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_fen) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();

-- R-109: what was decided and what was paid is never changed or removed, by nobody.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% keeps what was written', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['audit_entry', 'payout_fact', 'ledger_entry', 'policy_snapshot', 'notice_confirmation'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      kept || '_whole', kept);
  END LOOP;
END $$;

-- A published notice keeps its days and its page; only its state moves on.
CREATE FUNCTION keep_published_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND (NEW.published_at, NEW.ends_on, NEW.ends_at, NEW.page_digest)
      IS DISTINCT FROM (OLD.published_at, OLD.ends_on, OLD.ends_at, OLD.page_digest) THEN
    RAISE EXCEPTION 'a published notice is superseded, never changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_published_kept BEFORE UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION keep_published_notice();

-- Lists that people wait for (D15).
CREATE INDEX task_inbox ON task (jurisdiction, organ, role, due_on, id)
  INCLUDE (kind, stage, purpose, claim_id, filing_id, notice_id, batch_id, section, subject, assignee_id, created_at,
           revision, near_on, paused, provisional)
  WHERE state = 'open';
CREATE INDEX task_done ON task (done_by, due_on, id) WHERE state = 'done';
CREATE INDEX task_due ON task (due_on) WHERE state = 'open';
CREATE INDEX hold_open ON hold (claim_id) WHERE released_at IS NULL;
CREATE INDEX act_unanswered ON act (created_at) WHERE answered_at IS NULL;
CREATE INDEX claim_unstarted ON claim (start_requested_at) WHERE start_requested_at IS NOT NULL AND started_at IS NULL;
CREATE INDEX claim_waits_outside ON claim (id) WHERE waiting_register IS NOT NULL;
CREATE INDEX class_filing_unstarted ON class_filing (start_requested_at)
  WHERE start_requested_at IS NOT NULL AND started_at IS NULL;
CREATE INDEX notice_unstarted ON notice (start_requested_at) WHERE start_requested_at IS NOT NULL AND started_at IS NULL;
CREATE INDEX payout_batch_unstarted ON payout_batch (start_requested_at)
  WHERE start_requested_at IS NOT NULL AND started_at IS NULL;
CREATE INDEX payout_inbox_parked ON payout_inbox (received_at, id) WHERE state = 'parked';
CREATE INDEX outbox_unsent ON outbox_message (id) WHERE sent_at IS NULL;
CREATE INDEX objection_open ON objection (notice_id, claim_id) WHERE state = 'open';
CREATE UNIQUE INDEX clock_jump_one_running ON clock_jump ((1)) WHERE state IN ('requested', 'running');

-- The application's role reads and writes, but cannot unsay what was decided or paid.
DO $$
BEGIN
  CREATE ROLE butie_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made it
END $$;
DO $$
BEGIN
  EXECUTE format('GRANT butie_app TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO butie_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO butie_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO butie_app;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, payout_fact, ledger_entry, policy_snapshot, notice_confirmation FROM butie_app;
DO $$
BEGIN
  -- A shadow database, which only compares schemas, does not have it.
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM butie_app;
  END IF;
END $$;
REVOKE DELETE ON claim, class_filing, payout_instruction, payout_batch, notice, notice_item, objection, act, claim_decider, claim_review_section FROM butie_app;
