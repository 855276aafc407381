-- A yearly call for grants: one per jurisdiction, route and year (R-153). Only grantCallWorkflow changes its state.
CREATE TABLE grant_call (
  id text NOT NULL,
  jurisdiction text NOT NULL,
  route text NOT NULL,
  year integer NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  state text NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  policy_snapshot_id text NOT NULL,
  course jsonb,
  amount_fen bigint NOT NULL,
  opens_on date NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  late boolean NOT NULL DEFAULT false,
  closes_on date NOT NULL,
  city_due_on date NOT NULL,
  review_due_on date NOT NULL,
  places integer,
  quota_reason text,
  scoring_closed_at timestamptz(3),
  outcome_reason text,
  state_since timestamptz(3) NOT NULL,
  start_requested_at timestamptz(3),
  started_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT "grant_call_pkey" PRIMARY KEY (id)
);

-- A grant from its application to the end of its title. Only baseGrantWorkflow changes its state.
CREATE TABLE base_grant (
  id text NOT NULL,
  grant_no text NOT NULL,
  call_id text NOT NULL,
  jurisdiction text NOT NULL,
  route text NOT NULL,
  year integer NOT NULL,
  kind text NOT NULL,
  level text NOT NULL,
  applicant_party_id text NOT NULL,
  applicant_person_id text NOT NULL,
  applicant_jurisdiction text NOT NULL,
  holder_key text,
  level_key text NOT NULL DEFAULT '',
  name text NOT NULL,
  address text,
  content jsonb NOT NULL,
  leader_sealed bytea,
  payee_sealed bytea NOT NULL,
  amount_fen bigint NOT NULL,
  state text NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  round integer NOT NULL DEFAULT 1,
  policy_snapshot_id text,
  course jsonb,
  score_centi integer,
  valid_scores integer,
  notice_id text,
  title_state text NOT NULL DEFAULT 'none',
  designated_on date,
  document_no text,
  outcome_reason text,
  returned jsonb,
  timer_at timestamptz(3),
  state_since timestamptz(3) NOT NULL,
  submitted_at timestamptz(3),
  start_requested_at timestamptz(3),
  started_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT "base_grant_pkey" PRIMARY KEY (id)
);

-- A paper of an application.
CREATE TABLE grant_document (
  grant_id text NOT NULL,
  kind text NOT NULL,
  file_id text NOT NULL,
  uploaded_at timestamptz(3) NOT NULL,
  CONSTRAINT "grant_document_pkey" PRIMARY KEY (grant_id, kind)
);

-- One role of one person in a grant, for good.
CREATE TABLE grant_decider (
  grant_id text NOT NULL,
  person_id text NOT NULL,
  role text NOT NULL,
  CONSTRAINT "grant_decider_pkey" PRIMARY KEY (grant_id, person_id)
);

-- What one expert said of one application: a score with its declaration, or a recusal (R-154).
CREATE TABLE grant_score (
  grant_id text NOT NULL,
  person_id text NOT NULL,
  state text NOT NULL,
  points jsonb,
  total integer,
  reason text,
  at timestamptz(3) NOT NULL,
  CONSTRAINT "grant_score_pkey" PRIMARY KEY (grant_id, person_id)
);

-- One numbered place of a call (R-156).
CREATE TABLE grant_place (
  call_id text NOT NULL,
  no integer NOT NULL,
  grant_id text,
  CONSTRAINT "grant_place_pkey" PRIMARY KEY (call_id, no)
);

CREATE UNIQUE INDEX "grant_call_jurisdiction_route_year_key" ON "grant_call"("jurisdiction", "route", "year");
CREATE UNIQUE INDEX "base_grant_grant_no_key" ON "base_grant"("grant_no");
CREATE INDEX "base_grant_call_id_state_idx" ON "base_grant"("call_id", "state");
CREATE INDEX "base_grant_applicant_party_id_created_at_idx" ON "base_grant"("applicant_party_id", "created_at");
CREATE UNIQUE INDEX "grant_place_grant_id_key" ON "grant_place"("grant_id");

ALTER TABLE grant_call ADD CONSTRAINT "grant_call_policy_snapshot_id_fkey" FOREIGN KEY (policy_snapshot_id) REFERENCES policy_snapshot(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE base_grant ADD CONSTRAINT "base_grant_call_id_fkey" FOREIGN KEY (call_id) REFERENCES grant_call(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE base_grant ADD CONSTRAINT "base_grant_applicant_party_id_fkey" FOREIGN KEY (applicant_party_id) REFERENCES party(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE base_grant ADD CONSTRAINT "base_grant_applicant_person_id_fkey" FOREIGN KEY (applicant_person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE base_grant ADD CONSTRAINT "base_grant_policy_snapshot_id_fkey" FOREIGN KEY (policy_snapshot_id) REFERENCES policy_snapshot(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_document ADD CONSTRAINT "grant_document_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_document ADD CONSTRAINT "grant_document_file_id_fkey" FOREIGN KEY (file_id) REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_decider ADD CONSTRAINT "grant_decider_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_decider ADD CONSTRAINT "grant_decider_person_id_fkey" FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_score ADD CONSTRAINT "grant_score_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_score ADD CONSTRAINT "grant_score_person_id_fkey" FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_place ADD CONSTRAINT "grant_place_call_id_fkey" FOREIGN KEY (call_id) REFERENCES grant_call(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE grant_place ADD CONSTRAINT "grant_place_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id) ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE task ADD COLUMN for_person_id text;
ALTER TABLE task ADD CONSTRAINT "task_for_person_id_fkey" FOREIGN KEY (for_person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;

-- R-119 and the contract: one application per holder and call, one level per kind and year, one living title.
CREATE UNIQUE INDEX base_grant_one_per_call ON base_grant (call_id, holder_key)
  WHERE submitted_at IS NOT NULL AND state <> 'withdrawn';
CREATE UNIQUE INDEX base_grant_one_level ON base_grant (jurisdiction, kind, year, holder_key, level_key)
  WHERE submitted_at IS NOT NULL AND state <> 'withdrawn';
CREATE UNIQUE INDEX base_grant_one_title ON base_grant (holder_key, kind, level)
  WHERE title_state IN ('designated', 'suspended');

-- Without a start requested, nothing of a grant is submitted, and a submitted one has its law and its holder.
ALTER TABLE base_grant ADD CONSTRAINT base_grant_submitted CHECK (
  (submitted_at IS NOT NULL OR state IN ('draft', 'withdrawn')) AND (submitted_at IS NULL OR state <> 'draft')
  AND (submitted_at IS NULL OR (holder_key IS NOT NULL AND policy_snapshot_id IS NOT NULL AND start_requested_at IS NOT NULL)));
ALTER TABLE grant_place ADD CONSTRAINT grant_place_numbered CHECK (no > 0);
ALTER TABLE grant_score ADD CONSTRAINT grant_score_counts CHECK (
  state <> 'valid' OR (points IS NOT NULL AND total IS NOT NULL));

-- R-154: no score is written and none is taken back once its call has closed scoring; the row of the call decides which
-- of the two came first.
CREATE FUNCTION grant_score_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM base_grant g JOIN grant_call c ON c.id = g.call_id
    WHERE g.id = NEW.grant_id AND c.scoring_closed_at IS NULL FOR SHARE OF c;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'scoring of the call is closed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_score_while_open', TABLE = 'grant_score';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_score_while_open BEFORE INSERT OR UPDATE ON grant_score
  FOR EACH ROW EXECUTE FUNCTION grant_score_while_open();

-- What was submitted stays: whose title it is, for how much, and under which call. The account only an act corrects.
CREATE FUNCTION base_grant_keeps_what_was_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.submitted_at IS NOT NULL AND (
    NEW.submitted_at IS DISTINCT FROM OLD.submitted_at OR NEW.holder_key IS DISTINCT FROM OLD.holder_key
    OR NEW.level_key IS DISTINCT FROM OLD.level_key OR NEW.amount_fen IS DISTINCT FROM OLD.amount_fen
    OR NEW.policy_snapshot_id IS DISTINCT FROM OLD.policy_snapshot_id
    OR (OLD.state <> 'returnedToApplicant' AND (NEW.content IS DISTINCT FROM OLD.content
      OR NEW.payee_sealed IS DISTINCT FROM OLD.payee_sealed OR NEW.leader_sealed IS DISTINCT FROM OLD.leader_sealed))) THEN
    RAISE EXCEPTION 'a submitted application keeps what was submitted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER base_grant_keeps_what_was_submitted BEFORE UPDATE ON base_grant
  FOR EACH ROW EXECUTE FUNCTION base_grant_keeps_what_was_submitted();
REVOKE ALL ON base_grant FROM butie_app;
GRANT SELECT, INSERT, UPDATE (name, address, content, holder_key, level_key, leader_sealed, payee_sealed, amount_fen, state, revision, round, policy_snapshot_id, course, score_centi, valid_scores, notice_id, title_state, designated_on, document_no, outcome_reason, returned, timer_at, state_since, submitted_at, start_requested_at, started_at) ON base_grant TO butie_app;
REVOKE ALL ON grant_call FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, revision, course, places, quota_reason, scoring_closed_at, outcome_reason, state_since, started_at) ON grant_call TO butie_app;
REVOKE ALL ON grant_decider FROM butie_app;
GRANT SELECT, INSERT ON grant_decider TO butie_app;
REVOKE ALL ON grant_document FROM butie_app;
GRANT SELECT, INSERT, UPDATE (kind, file_id, uploaded_at) ON grant_document TO butie_app;
REVOKE ALL ON grant_place FROM butie_app;
GRANT SELECT, INSERT, UPDATE (grant_id), DELETE ON grant_place TO butie_app;
REVOKE ALL ON grant_score FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, points, total, reason, at) ON grant_score TO butie_app;
