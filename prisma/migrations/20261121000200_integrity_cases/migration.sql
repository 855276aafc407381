-- CreateTable
CREATE TABLE "integrity_case" (
    "id" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "filing_id" TEXT,
    "finding" TEXT NOT NULL,
    "suspected_crime" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "transfer_document_no" TEXT,
    "closing_reason" TEXT,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "integrity_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integrity_case_claim" (
    "case_id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "hold_id" TEXT NOT NULL,
    "hold_act_id" TEXT NOT NULL,
    "release_act_id" TEXT,

    CONSTRAINT "integrity_case_claim_pkey" PRIMARY KEY ("case_id","claim_id")
);

-- CreateTable
CREATE TABLE "declared_relation" (
    "person_id" TEXT NOT NULL,
    "party_id" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "declared_relation_pkey" PRIMARY KEY ("person_id","party_id")
);

-- CreateIndex
CREATE INDEX "integrity_case_opened_at_id_idx" ON "integrity_case"("opened_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "integrity_case_claim_hold_id_key" ON "integrity_case_claim"("hold_id");

-- AddForeignKey
ALTER TABLE "integrity_case" ADD CONSTRAINT "integrity_case_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "integrity_case" ADD CONSTRAINT "integrity_case_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "integrity_case" ADD CONSTRAINT "integrity_case_opened_by_fkey" FOREIGN KEY ("opened_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "integrity_case" ADD CONSTRAINT "integrity_case_closed_by_fkey" FOREIGN KEY ("closed_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "integrity_case_claim" ADD CONSTRAINT "integrity_case_claim_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "integrity_case"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "integrity_case_claim" ADD CONSTRAINT "integrity_case_claim_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "declared_relation" ADD CONSTRAINT "declared_relation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "declared_relation" ADD CONSTRAINT "declared_relation_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What schema.prisma cannot say. Each constraint here has a test that tries to break it.

-- R-125: the forbidden acts. A case is closed with an outcome and a reason, or not at all.
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_finding CHECK (
  finding IN ('FALSE_ADVERTISING', 'SUBCONTRACTING', 'FRAUD', 'FAKE_TRAINING', 'DIVERSION'));
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_closed_whole CHECK (
  num_nonnulls(closed_at, closed_by, outcome, closing_reason) IN (0, 4));

-- R-126: a suspected crime closes only with the number of the transfer document.
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_transferred CHECK (
  NOT suspected_crime OR closed_at IS NULL OR coalesce(btrim(transfer_document_no), '') <> '');

-- What a case found stands; a closed one stays closed.
CREATE FUNCTION keep_integrity_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL
      OR (NEW.id, NEW.jurisdiction, NEW.party_id, NEW.filing_id, NEW.finding, NEW.suspected_crime, NEW.note, NEW.opened_by, NEW.opened_at)
        IS DISTINCT FROM
        (OLD.id, OLD.jurisdiction, OLD.party_id, OLD.filing_id, OLD.finding, OLD.suspected_crime, OLD.note, OLD.opened_by, OLD.opened_at) THEN
    RAISE EXCEPTION 'an integrity case keeps what was found and how it ended' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER integrity_case_kept BEFORE UPDATE ON integrity_case FOR EACH ROW EXECUTE FUNCTION keep_integrity_case();

-- R-127: the hold of an open case is ended by nobody; the case's own end releases it.
CREATE FUNCTION keep_hold_of_open_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM integrity_case_claim held JOIN integrity_case found ON found.id = held.case_id
      WHERE held.hold_id = NEW.id AND found.closed_at IS NULL) THEN
    RAISE EXCEPTION 'the case of this hold is open' USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_of_open_case';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_of_case_kept BEFORE UPDATE ON hold FOR EACH ROW
  WHEN (OLD.released_at IS NULL AND NEW.released_at IS NOT NULL) EXECUTE FUNCTION keep_hold_of_open_case();

-- R-134: whom a task concerns. An objection's task concerns the party of its claim alone, a notice's and a batch's all of theirs.
CREATE FUNCTION parties_of_task(one task) RETURNS TABLE (party_id text) LANGUAGE sql STABLE AS $$
  SELECT c.applicant_party_id FROM claim c WHERE c.id = one.claim_id
  UNION SELECT f.applicant_party_id FROM class_filing f WHERE f.id = one.filing_id
  UNION SELECT c.applicant_party_id FROM objection o JOIN claim c ON c.id = o.claim_id WHERE o.id = one.objection_id
  UNION SELECT c.applicant_party_id FROM notice_claim n JOIN claim c ON c.id = n.claim_id
    WHERE n.notice_id = one.notice_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  UNION SELECT c.applicant_party_id FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
    WHERE i.batch_id = one.batch_id AND i.state <> 'cancelled'
$$;

-- R-134: the open tasks that somebody's relations keep from him; an answer at once for whoever declared none.
CREATE FUNCTION tasks_of_interest(person text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = person) THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY(
    SELECT t.id FROM declared_relation r JOIN class_filing f ON f.applicant_party_id = r.party_id
      JOIN task t ON t.filing_id = f.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN task t ON t.claim_id = c.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN objection o ON o.claim_id = c.id AND o.state = 'open'
      JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN notice_claim n ON n.claim_id = c.id AND n.state <> 'dropped'
      JOIN task t ON t.notice_id = n.notice_id AND t.objection_id IS NULL AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN payout_instruction i ON i.claim_id = c.id AND i.state <> 'cancelled'
      JOIN task t ON t.batch_id = i.batch_id AND t.state = 'open' WHERE r.person_id = person);
END $$;

-- R-134: nobody with a declared relation to its party does a task, whatever the application asked before.
CREATE FUNCTION refuse_interested_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM declared_relation r WHERE r.person_id = NEW.done_by)
      AND EXISTS (SELECT FROM declared_relation r JOIN parties_of_task(NEW) p ON p.party_id = r.party_id
        WHERE r.person_id = NEW.done_by) THEN
    RAISE EXCEPTION 'a declared relation to the party' USING ERRCODE = 'check_violation', CONSTRAINT = 'task_without_interest';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER task_done_without_interest BEFORE UPDATE ON task FOR EACH ROW
  WHEN (OLD.state = 'open' AND NEW.state = 'done' AND NEW.done_by IS NOT NULL) EXECUTE FUNCTION refuse_interested_task();

-- R-134: the same for every role in which somebody decides on a claim, also the maker of its payment.
CREATE FUNCTION refuse_interested_decider() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      WHERE r.person_id = NEW.person_id AND c.id = NEW.claim_id) THEN
    RAISE EXCEPTION 'a declared relation to the party' USING ERRCODE = 'check_violation', CONSTRAINT = 'task_without_interest';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_decider_without_interest BEFORE INSERT OR UPDATE ON claim_decider FOR EACH ROW
  EXECUTE FUNCTION refuse_interested_decider();

-- What the sweeps ask for (R-127): cases that may find new claims, and holds that a closed case still has to end.
CREATE INDEX integrity_case_open ON integrity_case (party_id) WHERE closed_at IS NULL;
CREATE INDEX integrity_case_claim_unreleased ON integrity_case_claim (case_id) WHERE release_act_id IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON integrity_case, integrity_case_claim, declared_relation TO butie_app;
REVOKE DELETE ON integrity_case, integrity_case_claim FROM butie_app;
