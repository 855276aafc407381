-- What the application's login may do, table by table (S14): scripts/rules/table-rights.ts wrote it.
REVOKE ALL ON access_count FROM butie_app;
GRANT SELECT, INSERT, UPDATE (count), DELETE ON access_count TO butie_app;
REVOKE ALL ON act FROM butie_app;
GRANT SELECT, INSERT, UPDATE (answered_at, state, refusal_code, idempotency_key, recorded_revision, course) ON act TO butie_app;
REVOKE ALL ON act_before_signing FROM butie_app;
GRANT SELECT ON act_before_signing TO butie_app;
REVOKE ALL ON attendance_day FROM butie_app;
GRANT SELECT, INSERT, DELETE ON attendance_day TO butie_app;
REVOKE ALL ON audit_before_keys FROM butie_app;
GRANT SELECT ON audit_before_keys TO butie_app;
REVOKE ALL ON audit_entry FROM butie_app;
GRANT SELECT, INSERT ON audit_entry TO butie_app;
REVOKE ALL ON audit_root FROM butie_app;
GRANT SELECT, INSERT ON audit_root TO butie_app;
REVOKE ALL ON audit_seal FROM butie_app;
GRANT SELECT, INSERT ON audit_seal TO butie_app;
REVOKE ALL ON audit_unsealed FROM butie_app;
GRANT SELECT, INSERT, DELETE ON audit_unsealed TO butie_app;
REVOKE ALL ON batch FROM butie_app;
GRANT SELECT, INSERT, UPDATE (revision, course, state, state_since, started_at, checker_id, reason, over_budget_fen) ON batch TO butie_app;
REVOKE ALL ON claim FROM butie_app;
GRANT SELECT, INSERT, UPDATE (pipeline, applicant_person_id, responsible_department, fund, state, stage, purpose, round, revision, course, claimed_fen, paid_fen, float_fen, float_paid_fen, allowance_fen, allowance_paid_fen, advance_fen, lines_total, lines_eligible, lines_refused, policy_snapshot_id, waiting_register, training_data_changed, window_ends_on, evidence_due_on, evidence_unverified_since, timer_at, return_starts_on, return_days, return_unit, return_due_on, return_calendar, outcome_code, state_since, submitted_at, start_requested_at, plan_digest, started_at, closed_at, reference_on) ON claim TO butie_app;
REVOKE ALL ON claim_decider FROM butie_app;
GRANT SELECT, INSERT ON claim_decider TO butie_app;
REVOKE ALL ON claim_document FROM butie_app;
GRANT SELECT, INSERT, UPDATE (kind, file_id, uploaded_at) ON claim_document TO butie_app;
REVOKE ALL ON claim_entry FROM butie_app;
GRANT SELECT, INSERT, DELETE ON claim_entry TO butie_app;
REVOKE ALL ON claim_fund FROM butie_app;
GRANT SELECT ON claim_fund TO butie_app;
REVOKE ALL ON claim_line FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, attended_hours, certificate_kind, certificate_no, certificate_date, occupation_code, skill_level, base_fen, formula, allowance_fen, allowance_formula, float_fen, refusals, findings, accepted_remark, float_accepted_remark, wanted_keys, name_sealed, payee_sealed, account_index), DELETE ON claim_line TO butie_app;
REVOKE ALL ON claim_line_document FROM butie_app;
GRANT SELECT, INSERT, UPDATE (kind, file_id, uploaded_at) ON claim_line_document TO butie_app;
REVOKE ALL ON claim_review_section FROM butie_app;
GRANT SELECT, INSERT ON claim_review_section TO butie_app;
REVOKE ALL ON clock_jump FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, note, done_at) ON clock_jump TO butie_app;
REVOKE ALL ON contract_evidence FROM butie_app;
GRANT SELECT, INSERT, UPDATE (signed_on, starts_on, ends_on, open_ended, employer_sealed, insured_months, insurance_kinds, received_at) ON contract_evidence TO butie_app;
REVOKE ALL ON declared_relation FROM butie_app;
GRANT SELECT, INSERT, DELETE ON declared_relation TO butie_app;
REVOKE ALL ON entitlement_key FROM butie_app;
GRANT SELECT, INSERT, UPDATE (line_id), DELETE ON entitlement_key TO butie_app;
REVOKE ALL ON environment FROM butie_app;
GRANT SELECT, UPDATE (clock_offset_ms) ON environment TO butie_app;
REVOKE ALL ON filing FROM butie_app;
GRANT SELECT, INSERT, UPDATE (plan_line_id, occupation_code, occupation_name, skill_level, certificate_kind, class_hours, opens_on, ends_on, delivery_mode, location, payee_sealed, facts, state, revision, round, responsible_department, department_source, warnings, directory_snapshot, policy_snapshot_id, course, filed_at, accepted_at, assessment_due_on, claim_window_ends_on, training_years, state_since, start_requested_at, started_at) ON filing TO butie_app;
REVOKE ALL ON filing_document FROM butie_app;
GRANT SELECT, INSERT, UPDATE (kind, file_id, uploaded_at) ON filing_document TO butie_app;
REVOKE ALL ON forged_act FROM butie_app;
GRANT SELECT, INSERT, UPDATE (count, last_at) ON forged_act TO butie_app;
REVOKE ALL ON hold FROM butie_app;
GRANT SELECT, INSERT, UPDATE (released_at, released_by) ON hold TO butie_app;
REVOKE ALL ON idempotent_request FROM butie_app;
GRANT SELECT, INSERT, UPDATE (started_at, status, answer_sealed), DELETE ON idempotent_request TO butie_app;
REVOKE ALL ON integrity_case FROM butie_app;
GRANT SELECT, INSERT, UPDATE (outcome, transfer_document_no, closing_reason, closed_by, closed_at) ON integrity_case TO butie_app;
REVOKE ALL ON integrity_case_claim FROM butie_app;
GRANT SELECT, INSERT, UPDATE (release_act_id) ON integrity_case_claim TO butie_app;
REVOKE ALL ON ledger_entry FROM butie_app;
GRANT SELECT, INSERT ON ledger_entry TO butie_app;
REVOKE ALL ON machine_client FROM butie_app;
GRANT SELECT ON machine_client TO butie_app;
REVOKE ALL ON money_entry FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_act_id, decided_at, reason) ON money_entry TO butie_app;
REVOKE ALL ON notice FROM butie_app;
GRANT SELECT, INSERT, UPDATE (revision, course, state, state_since, started_at, outcome_reason, published_at, ends_on, ends_at, page_digest) ON notice TO butie_app;
REVOKE ALL ON notice_claim FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, drop_reason) ON notice_claim TO butie_app;
REVOKE ALL ON notice_confirmation FROM butie_app;
GRANT SELECT, INSERT ON notice_confirmation TO butie_app;
REVOKE ALL ON notice_item FROM butie_app;
GRANT SELECT, INSERT ON notice_item TO butie_app;
REVOKE ALL ON objection FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, routed_at, ruled_by, ruled_at, remark, refuse_lines) ON objection TO butie_app;
REVOKE ALL ON occupation_level_key FROM butie_app;
GRANT SELECT, INSERT, UPDATE (line_id), DELETE ON occupation_level_key TO butie_app;
REVOKE ALL ON outbox_message FROM butie_app;
GRANT SELECT, INSERT, UPDATE (sent_at, attempts) ON outbox_message TO butie_app;
REVOKE ALL ON party FROM butie_app;
GRANT SELECT, UPDATE (id) ON party TO butie_app;
REVOKE ALL ON payout_fact FROM butie_app;
GRANT SELECT, INSERT ON payout_fact TO butie_app;
REVOKE ALL ON payout_inbox FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, park_reason, batch_id, instruction_id, matched_by, match_id, applied_at) ON payout_inbox TO butie_app;
REVOKE ALL ON payout_instruction FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, reason_code, state_since) ON payout_instruction TO butie_app;
REVOKE ALL ON person FROM butie_app;
GRANT SELECT, UPDATE (id) ON person TO butie_app;
REVOKE ALL ON plan_line FROM butie_app;
GRANT SELECT, INSERT, UPDATE (id) ON plan_line TO butie_app;
REVOKE ALL ON policy_snapshot FROM butie_app;
GRANT SELECT, INSERT ON policy_snapshot TO butie_app;
REVOKE ALL ON rate_limit FROM butie_app;
GRANT SELECT, INSERT, UPDATE (key, points, expire), DELETE ON rate_limit TO butie_app;
REVOKE ALL ON recovery FROM butie_app;
GRANT SELECT, INSERT, UPDATE (amount_fen, recovered_fen, state, closed_at) ON recovery TO butie_app;
REVOKE ALL ON recovery_step FROM butie_app;
GRANT SELECT, INSERT ON recovery_step TO butie_app;
REVOKE ALL ON register_answer FROM butie_app;
GRANT SELECT, INSERT, UPDATE (asked_at, answered_at, rows_sealed), DELETE ON register_answer TO butie_app;
REVOKE ALL ON register_availability FROM butie_app;
GRANT SELECT, INSERT, UPDATE (available, changed_at) ON register_availability TO butie_app;
REVOKE ALL ON register_certificate FROM butie_app;
GRANT SELECT, INSERT, UPDATE (name_sealed, occupation, level, date), DELETE ON register_certificate TO butie_app;
REVOKE ALL ON register_connection FROM butie_app;
GRANT SELECT, INSERT, DELETE ON register_connection TO butie_app;
REVOKE ALL ON register_identity FROM butie_app;
GRANT SELECT, INSERT, DELETE ON register_identity TO butie_app;
REVOKE ALL ON register_insurance FROM butie_app;
GRANT SELECT, INSERT, DELETE ON register_insurance TO butie_app;
REVOKE ALL ON register_subsidy FROM butie_app;
GRANT SELECT, INSERT, DELETE ON register_subsidy TO butie_app;
REVOKE ALL ON result_entry FROM butie_app;
GRANT SELECT, INSERT, UPDATE (confirmed_by, confirmed_at) ON result_entry TO butie_app;
REVOKE ALL ON roster_entry FROM butie_app;
GRANT SELECT, INSERT, UPDATE (removed_at), DELETE ON roster_entry TO butie_app;
REVOKE ALL ON sealing_mark FROM butie_app;
GRANT SELECT ON sealing_mark TO butie_app;
REVOKE ALL ON session FROM butie_app;
GRANT SELECT, INSERT, UPDATE (last_seen_at), DELETE ON session TO butie_app;
REVOKE ALL ON sign_in_count FROM butie_app;
GRANT SELECT, INSERT, UPDATE (failures, blocked_until, forgotten_at), DELETE ON sign_in_count TO butie_app;
REVOKE ALL ON stored_file FROM butie_app;
GRANT SELECT, INSERT ON stored_file TO butie_app;
REVOKE ALL ON supervision_entry FROM butie_app;
GRANT SELECT, INSERT ON supervision_entry TO butie_app;
REVOKE ALL ON task FROM butie_app;
GRANT SELECT, INSERT, UPDATE (objections, state, revision, assignee_id, starts_on, due_rule, due_days, due_unit, due_on, near_on, escalate_on, calendar_version, provisional, reminded_at, escalated_at, done_at, done_by, done_act) ON task TO butie_app;
REVOKE ALL ON trainee FROM butie_app;
GRANT SELECT, INSERT, UPDATE (id) ON trainee TO butie_app;
REVOKE ALL ON training_key FROM butie_app;
GRANT SELECT, INSERT, UPDATE (line_id), DELETE ON training_key TO butie_app;
REVOKE ALL ON training_result FROM butie_app;
GRANT SELECT, INSERT, DELETE ON training_result TO butie_app;
REVOKE ALL ON worker_heartbeat FROM butie_app;
GRANT SELECT, INSERT, UPDATE (at), DELETE ON worker_heartbeat TO butie_app;
REVOKE ALL ON yearly_slot FROM butie_app;
GRANT SELECT, INSERT, UPDATE (line_id), DELETE ON yearly_slot TO butie_app;
DO $$
BEGIN
  -- A shadow database, which only compares schemas, does not have it.
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON _prisma_migrations FROM butie_app;
  END IF;
END $$;

-- What is only locked: FOR UPDATE asks for the right to change something, and a trigger keeps every id.
CREATE TRIGGER person_id_stays BEFORE UPDATE OF id ON person FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id)
  EXECUTE FUNCTION keep_key();
CREATE TRIGGER party_id_stays BEFORE UPDATE OF id ON party FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id)
  EXECUTE FUNCTION keep_key();
CREATE TRIGGER plan_line_id_stays BEFORE UPDATE OF id ON plan_line FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id)
  EXECUTE FUNCTION keep_key();

-- What follows is changed by functions alone. Each runs as the owner of the tables, looks names up in one schema, and asks
-- first whether the change is lawful.

-- The obligations of a claim follow from its instructions.
ALTER FUNCTION count_obligation() SECURITY DEFINER;
ALTER FUNCTION count_obligation() SET search_path = public, pg_temp;

-- An approved amount says which act's recording set it. An act of a person stands before it is recorded, one of an entity
-- or of the workflow itself only at the end of the transaction, so this is asked when that commits.
ALTER TABLE claim_fund ADD COLUMN act_id text;
CREATE FUNCTION require_recorded_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM act WHERE id = NEW.act_id AND entity_kind = 'claim' AND entity_id = NEW.claim_id
      AND state = 'recorded') THEN
    RAISE EXCEPTION 'no act that was recorded approves an amount of claim %', NEW.claim_id
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_fund_by_act AFTER INSERT OR UPDATE OF approved_fen, act_id ON claim_fund
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.act_id IS NOT NULL) EXECUTE FUNCTION require_recorded_act();

-- An act is being recorded for this claim: one that is kept is accepted and, a person's, signed.
CREATE FUNCTION require_act_under_way(claim text, by_act text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE kept record;
BEGIN
  SELECT a.entity_kind, a.entity_id, a.state, a.person_id, a.signature IS NOT NULL
      OR EXISTS (SELECT FROM act_before_signing b WHERE b.id = a.id) AS is_signed
    INTO kept FROM act a WHERE a.id = by_act;
  IF by_act IS NULL OR FOUND AND (kept.entity_kind <> 'claim' OR kept.entity_id <> claim OR kept.state <> 'accepted'
      OR kept.person_id IS NOT NULL AND NOT kept.is_signed) THEN
    RAISE EXCEPTION 'act % is not under way for claim %', by_act, claim USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
REVOKE ALL ON FUNCTION require_act_under_way, require_recorded_act, count_obligation FROM PUBLIC;

-- The amount approved for a purpose from a fund, never below what its instructions use. With another fund than before, the
-- amounts of the others fall to what they use.
CREATE FUNCTION bind_fund(claim text, of_purpose text, from_fund text, fen bigint, line text, by_act text, unbinds boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_act_under_way(claim, by_act);
  IF unbinds THEN
    UPDATE claim_fund SET approved_fen = obligated_fen, act_id = by_act
      WHERE claim_id = claim AND purpose = of_purpose AND fund <> from_fund AND approved_fen > obligated_fen;
  END IF;
  INSERT INTO claim_fund AS bound (claim_id, purpose, fund, approved_fen, budget_line, act_id)
    VALUES (claim, of_purpose, from_fund, fen, line, by_act)
    ON CONFLICT (claim_id, purpose, fund) DO UPDATE
      SET approved_fen = greatest(bound.obligated_fen, fen), budget_line = line, act_id = by_act;
END $$;

CREATE FUNCTION lower_fund(claim text, of_purpose text, due_fen bigint, by_act text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_act_under_way(claim, by_act);
  UPDATE claim_fund SET approved_fen = greatest(obligated_fen, due_fen), act_id = by_act
    WHERE claim_id = claim AND purpose = of_purpose AND approved_fen > due_fen;
END $$;

-- The approved amount of a claim is the sum of its approved lines, and nothing while it is in its reviews. No caller names it.
CREATE FUNCTION count_approved(claim text, by_act text, counts boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_act_under_way(claim, by_act);
  UPDATE claim c SET lines_approved = line.approved, approved_fen = line.fen
    FROM (SELECT count(*) AS approved, coalesce(sum(base_fen), 0) AS fen FROM claim_line WHERE counts AND claim_id = claim
      AND state IN ('approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatPaid', 'floatNotEarned')) AS line
    WHERE c.id = claim AND (c.lines_approved, c.approved_fen) IS DISTINCT FROM (line.approved, line.fen);
END $$;

-- Neither is ever more than what is claimed. The rules may find less than was approved before.
CREATE FUNCTION lower_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.approved_fen := least(NEW.approved_fen, NEW.claimed_fen);
  NEW.lines_approved := least(NEW.lines_approved, NEW.lines_eligible);
  RETURN NEW;
END $$;
CREATE TRIGGER claim_approved_is_claimed BEFORE UPDATE OF claimed_fen, lines_eligible ON claim FOR EACH ROW
  WHEN (NEW.approved_fen > NEW.claimed_fen OR NEW.lines_approved > NEW.lines_eligible) EXECUTE FUNCTION lower_approved();

-- An account changes with the act that corrects it, while that is being recorded, or while the claim is its owner's draft.
CREATE FUNCTION require_correction(claim text, by_act text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_act_under_way(claim, by_act);
  IF NOT EXISTS (SELECT FROM act WHERE id = by_act AND act = 'correctAccount' AND person_id IS NOT NULL
      AND body ? 'payeeSealed') THEN
    RAISE EXCEPTION 'act % corrects no account of claim %', by_act, claim USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
REVOKE ALL ON FUNCTION require_correction FROM PUBLIC;

CREATE FUNCTION correct_claim_payee(claim text, by_act text, sealed bytea, lines integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_correction(claim, by_act);
  UPDATE claim c SET payee_sealed = sealed, payee_revision = payee_revision + 1 WHERE c.id = claim AND (lines = 0
    OR EXISTS (SELECT FROM party p WHERE p.id = c.applicant_party_id AND p.kind = 'person'));
END $$;

-- Of the lines that the act names, and of no others.
CREATE FUNCTION correct_line_payees(claim text, by_act text, lines text[], sealed bytea[], digits bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_correction(claim, by_act);
  UPDATE claim_line l SET payee_sealed = one.account, account_index = digits
    FROM unnest(lines, sealed) AS one (id, account)
    WHERE l.id = one.id AND l.claim_id = claim
      AND EXISTS (SELECT FROM act a WHERE a.id = by_act AND a.body -> 'payeeLines' ? l.id);
END $$;

CREATE FUNCTION correct_entry_accounts(claim text, by_act text, entries text[], sealed bytea[], digits bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_correction(claim, by_act);
  UPDATE claim_entry e SET account_sealed = one.account, account_index = digits
    FROM unnest(entries, sealed) AS one (id, account)
    WHERE e.id = one.id AND e.claim_id = claim AND EXISTS (SELECT FROM claim_line l, act a
      WHERE l.entry_id = e.id AND a.id = by_act AND a.body -> 'payeeLines' ? l.id);
END $$;

CREATE FUNCTION correct_roster_accounts(claim text, by_act text, trainees text[], sealed bytea[], digits bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_correction(claim, by_act);
  UPDATE roster_entry r SET account_sealed = one.account, account_index = digits
    FROM claim c, unnest(trainees, sealed) AS one (id, account)
    WHERE c.id = claim AND r.filing_id = c.filing_id AND r.trainee_id = one.id AND EXISTS (SELECT FROM claim_line l, act a
      WHERE l.claim_id = claim AND l.trainee_id = r.trainee_id AND a.id = by_act AND a.body -> 'payeeLines' ? l.id);
END $$;

CREATE FUNCTION forget_account_of_act(by_act text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE act SET body = body - 'payeeSealed' WHERE id = by_act AND act = 'correctAccount' AND state = 'accepted';
$$;

CREATE FUNCTION set_draft_payee(claim text, sealed bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE claim c SET payee_sealed = sealed WHERE c.id = claim AND c.state = 'draft';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'claim % is no draft and keeps its account', claim USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- A line that was approved, and a class that was filed, keep their account from all who do not own the tables.
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RAISE EXCEPTION 'a row of "%" keeps its account', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_line_keeps_account BEFORE UPDATE OF payee_sealed, account_index ON claim_line FOR EACH ROW
  WHEN (OLD.state IN ('approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatPaid', 'floatNotEarned')
    AND (OLD.payee_sealed, OLD.account_index) IS DISTINCT FROM (NEW.payee_sealed, NEW.account_index))
  EXECUTE FUNCTION keep_account();
CREATE TRIGGER filing_keeps_account BEFORE UPDATE OF payee_sealed ON filing FOR EACH ROW
  WHEN (OLD.state NOT IN ('draft', 'returned') AND OLD.payee_sealed IS DISTINCT FROM NEW.payee_sealed)
  EXECUTE FUNCTION keep_account();

-- A hash is renewed at a higher cost only: scrypt$N$salt$hash. The sessions of the person stay, because the password does.
CREATE OR REPLACE FUNCTION renew_password_hash(of_person text, former text, stronger text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  is_renewed boolean;
BEGIN
  IF former IS NULL OR stronger IS NULL
      OR former !~ '^scrypt\$\d{1,9}\$' OR stronger !~ '^scrypt\$\d{1,9}\$[^$]+\$[^$]+$'
      OR split_part(stronger, '$', 2)::integer <= split_part(former, '$', 2)::integer THEN
    RAISE EXCEPTION 'a password hash is renewed at a higher cost only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('butie.renewed_hash_of', of_person, true);
  UPDATE person SET password_hash = stronger WHERE id = of_person AND password_hash = former;
  is_renewed := FOUND;
  PERFORM set_config('butie.renewed_hash_of', '', true);
  RETURN is_renewed;
END $$;

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['bind_fund', 'lower_fund', 'count_approved', 'correct_claim_payee', 'correct_line_payees',
    'correct_entry_accounts', 'correct_roster_accounts', 'forget_account_of_act', 'set_draft_payee',
    'renew_password_hash'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %I FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I TO butie_app', one);
  END LOOP;
END $$;
