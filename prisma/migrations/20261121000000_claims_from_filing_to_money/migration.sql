
-- CreateTable
CREATE TABLE "environment" (
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "clock_offset_ms" BIGINT NOT NULL DEFAULT 0,
    "born_at" TIMESTAMPTZ(3) NOT NULL,
    "key_check" BYTEA NOT NULL,
    "policy_digest" TEXT,
    "calendar_digest" TEXT,

    CONSTRAINT "environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "password_hash" TEXT,
    "display_name" TEXT NOT NULL,
    "organ" TEXT,
    "section" TEXT,
    "jurisdiction" TEXT NOT NULL,
    "roles" TEXT[],
    "party_id" TEXT,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" BYTEA NOT NULL,
    "person_id" TEXT NOT NULL,
    "csrf_token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "machine_client" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "api_key_hash" BYTEA NOT NULL,
    "webhook_secret_sealed" BYTEA NOT NULL,

    CONSTRAINT "machine_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "party" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,

    CONSTRAINT "party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_entry" (
    "id" TEXT NOT NULL,
    "directory" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "levels" TEXT[],
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "version" INTEGER NOT NULL,

    CONSTRAINT "directory_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_line" (
    "id" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "organ" TEXT NOT NULL,
    "program" TEXT NOT NULL,
    "person_times" INTEGER,
    "budget_fen" BIGINT,

    CONSTRAINT "plan_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trainee" (
    "id" TEXT NOT NULL,
    "id_number_index" BYTEA NOT NULL,
    "id_number_sealed" BYTEA NOT NULL,

    CONSTRAINT "trainee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_filing" (
    "id" TEXT NOT NULL,
    "filing_no" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "plan_line_id" TEXT,
    "applicant_party_id" TEXT NOT NULL,
    "applicant_person_id" TEXT NOT NULL,
    "occupation_code" TEXT NOT NULL,
    "occupation_name" TEXT NOT NULL,
    "skill_level" TEXT NOT NULL,
    "certificate_kind" TEXT NOT NULL,
    "class_hours" INTEGER NOT NULL,
    "opens_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "delivery_mode" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "payee_sealed" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "round" INTEGER NOT NULL DEFAULT 1,
    "responsible_department" TEXT,
    "department_source" TEXT,
    "warnings" JSONB NOT NULL,
    "directory_snapshot" JSONB,
    "policy_snapshot_id" TEXT,
    "course" JSONB,
    "filed_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "assessment_due_on" DATE,
    "claim_window_ends_on" DATE,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "start_requested_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "class_filing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "media_type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "filing_document" (
    "filing_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "filing_document_pkey" PRIMARY KEY ("filing_id","kind")
);

-- CreateTable
CREATE TABLE "roster_entry" (
    "filing_id" TEXT NOT NULL,
    "trainee_id" TEXT NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "phone_sealed" BYTEA NOT NULL,
    "phone_index" BYTEA NOT NULL,
    "categories" TEXT[],
    "registered_at" TEXT NOT NULL,
    "employer" TEXT NOT NULL,
    "fee_fen" BIGINT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_entry_pkey" PRIMARY KEY ("filing_id","trainee_id")
);

-- CreateTable
CREATE TABLE "attendance_day" (
    "filing_id" TEXT NOT NULL,
    "trainee_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "hours" DECIMAL(4,1) NOT NULL,

    CONSTRAINT "attendance_day_pkey" PRIMARY KEY ("filing_id","trainee_id","day")
);

-- CreateTable
CREATE TABLE "supervision_entry" (
    "id" TEXT NOT NULL,
    "filing_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "visited_on" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supervision_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_result" (
    "filing_id" TEXT NOT NULL,
    "trainee_id" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "certificate_kind" TEXT,
    "certificate_no" TEXT,
    "certificate_date" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "training_result_pkey" PRIMARY KEY ("filing_id","trainee_id")
);

-- CreateTable
CREATE TABLE "policy_snapshot" (
    "id" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" TEXT NOT NULL,
    "claim_no" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "filing_id" TEXT,
    "route" TEXT NOT NULL,
    "pipeline" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "applicant_party_id" TEXT NOT NULL,
    "applicant_person_id" TEXT NOT NULL,
    "payee_sealed" BYTEA NOT NULL,
    "payee_revision" INTEGER NOT NULL DEFAULT 0,
    "responsible_department" TEXT NOT NULL,
    "fund" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stage" TEXT,
    "purpose" TEXT NOT NULL DEFAULT 'base',
    "round" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "course" JSONB,
    "claimed_fen" BIGINT NOT NULL,
    "approved_fen" BIGINT NOT NULL DEFAULT 0,
    "paid_fen" BIGINT NOT NULL DEFAULT 0,
    "float_fen" BIGINT NOT NULL DEFAULT 0,
    "float_paid_fen" BIGINT NOT NULL DEFAULT 0,
    "lines_total" INTEGER NOT NULL,
    "lines_eligible" INTEGER NOT NULL,
    "lines_refused" INTEGER NOT NULL,
    "lines_approved" INTEGER NOT NULL DEFAULT 0,
    "policy_snapshot_id" TEXT,
    "waiting_register" TEXT,
    "training_data_changed" BOOLEAN NOT NULL DEFAULT false,
    "window_ends_on" DATE,
    "evidence_due_on" DATE,
    "timer_at" TIMESTAMPTZ(3),
    "outcome_code" TEXT,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "start_requested_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_line" (
    "id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "trainee_id" TEXT NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "attended_hours" DECIMAL(6,1) NOT NULL,
    "certificate_kind" TEXT,
    "certificate_no" TEXT,
    "certificate_date" DATE,
    "occupation_code" TEXT NOT NULL,
    "skill_level" TEXT NOT NULL,
    "base_fen" BIGINT NOT NULL,
    "allowance_fen" BIGINT NOT NULL DEFAULT 0,
    "float_fen" BIGINT NOT NULL DEFAULT 0,
    "formula" TEXT NOT NULL,
    "refusals" JSONB NOT NULL,
    "findings" JSONB NOT NULL,
    "accepted_remark" TEXT,

    CONSTRAINT "claim_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "yearly_slot" (
    "trainee_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "slot" INTEGER NOT NULL,
    "max_per_year" INTEGER NOT NULL,
    "line_id" TEXT NOT NULL,

    CONSTRAINT "yearly_slot_pkey" PRIMARY KEY ("trainee_id","year","slot")
);

-- CreateTable
CREATE TABLE "occupation_level_key" (
    "trainee_id" TEXT NOT NULL,
    "occupation_code" TEXT NOT NULL,
    "skill_level" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,

    CONSTRAINT "occupation_level_key_pkey" PRIMARY KEY ("trainee_id","occupation_code","skill_level")
);

-- CreateTable
CREATE TABLE "training_key" (
    "trainee_id" TEXT NOT NULL,
    "filing_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,

    CONSTRAINT "training_key_pkey" PRIMARY KEY ("trainee_id","filing_id")
);

-- CreateTable
CREATE TABLE "act" (
    "id" TEXT NOT NULL,
    "entity_kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "person_id" TEXT,
    "idempotency_key" TEXT,
    "body_digest" BYTEA NOT NULL,
    "expected_revision" INTEGER,
    "task_id" TEXT,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "refusal_code" TEXT,
    "recorded_revision" INTEGER,
    "course" JSONB,
    "answered_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_request" (
    "person_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_digest" BYTEA NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("person_id","key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "entity_kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "revision" INTEGER,
    "act" TEXT NOT NULL,
    "act_id" TEXT,
    "person_id" TEXT,
    "organ" TEXT,
    "section" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "purpose" TEXT,
    "round" INTEGER NOT NULL,
    "claim_id" TEXT,
    "filing_id" TEXT,
    "notice_id" TEXT,
    "batch_id" TEXT,
    "objection_id" TEXT,
    "jurisdiction" TEXT NOT NULL,
    "organ" TEXT NOT NULL,
    "section" TEXT,
    "role" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "assignee_id" TEXT,
    "starts_on" DATE NOT NULL,
    "due_days" INTEGER,
    "due_unit" TEXT,
    "due_on" DATE,
    "near_on" DATE,
    "escalate_on" DATE,
    "due_rule" TEXT,
    "calendar_version" TEXT,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "reminded_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by" TEXT,
    "done_act" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),
    "released_by" TEXT,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "notice_no" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "responsible_department" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "policy_snapshot_id" TEXT NOT NULL,
    "course" JSONB,
    "published_at" TIMESTAMPTZ(3),
    "ends_on" DATE,
    "ends_at" TIMESTAMPTZ(3),
    "page_digest" TEXT,
    "outcome_reason" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "start_requested_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_confirmation" (
    "notice_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organ" TEXT NOT NULL,
    "section" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_confirmation_pkey" PRIMARY KEY ("notice_id","side")
);

-- CreateTable
CREATE TABLE "notice_claim" (
    "notice_id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "drop_reason" TEXT,
    "facts" JSONB NOT NULL,

    CONSTRAINT "notice_claim_pkey" PRIMARY KEY ("notice_id","claim_id")
);

-- CreateTable
CREATE TABLE "notice_item" (
    "notice_id" TEXT NOT NULL,
    "item_no" INTEGER NOT NULL,
    "claim_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "masked_name" TEXT NOT NULL,
    "masked_id_number" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "notice_item_pkey" PRIMARY KEY ("notice_id","item_no")
);

-- CreateTable
CREATE TABLE "objection" (
    "id" TEXT NOT NULL,
    "receipt_no" TEXT NOT NULL,
    "notice_id" TEXT NOT NULL,
    "item_no" INTEGER NOT NULL,
    "claim_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "statement_sealed" BYTEA NOT NULL,
    "name_sealed" BYTEA,
    "contact_sealed" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "routed_at" TIMESTAMPTZ(3),
    "ruled_by" TEXT,
    "ruled_at" TIMESTAMPTZ(3),
    "remark" TEXT,

    CONSTRAINT "objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_batch" (
    "id" TEXT NOT NULL,
    "batch_no" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "fund" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "maker_id" TEXT NOT NULL,
    "checker_id" TEXT,
    "control_sum_fen" BIGINT NOT NULL,
    "line_count" INTEGER NOT NULL,
    "over_budget_fen" BIGINT,
    "reason" TEXT,
    "course" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "start_requested_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_instruction" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "fund" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "payee_sealed" BYTEA NOT NULL,
    "payee_masked" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason_code" TEXT,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_instruction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_fund" (
    "claim_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "fund" TEXT NOT NULL,
    "approved_fen" BIGINT NOT NULL,
    "obligated_fen" BIGINT NOT NULL DEFAULT 0,
    "settled_fen" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "claim_fund_pkey" PRIMARY KEY ("claim_id","purpose","fund")
);

-- CreateTable
CREATE TABLE "payout_fact" (
    "id" BIGSERIAL NOT NULL,
    "instruction_id" TEXT NOT NULL,
    "inbox_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "value_date" DATE,
    "bank_reference" TEXT,
    "reason_code" TEXT,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_inbox" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sender_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "instruction_id" TEXT,
    "amount_fen" BIGINT,
    "body" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "park_reason" TEXT,
    "matched_by" TEXT,
    "batch_id" TEXT,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "result_entry" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "rows" JSONB NOT NULL,
    "maker_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "result_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "claim_id" TEXT,
    "instruction_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_evidence" (
    "line_id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "signed_on" DATE NOT NULL,
    "ends_on" DATE,
    "open_ended" BOOLEAN NOT NULL,
    "employer_sealed" BYTEA NOT NULL,
    "insured_months" INTEGER NOT NULL,
    "insurance_kinds" TEXT[],
    "content_hash" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_evidence_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "register_certificate" (
    "id" BIGSERIAL NOT NULL,
    "certificate_no" TEXT NOT NULL,
    "id_number_index" BYTEA NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "occupation" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "register_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_identity" (
    "id" BIGSERIAL NOT NULL,
    "id_number_index" BYTEA NOT NULL,
    "status" TEXT NOT NULL,
    "since" DATE,
    "until" DATE,

    CONSTRAINT "register_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_subsidy" (
    "id" BIGSERIAL NOT NULL,
    "id_number_index" BYTEA NOT NULL,
    "route" TEXT NOT NULL,
    "occupation" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "register_subsidy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_insurance" (
    "id" BIGSERIAL NOT NULL,
    "id_number_index" BYTEA NOT NULL,
    "employer" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "kinds" TEXT[],

    CONSTRAINT "register_insurance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_availability" (
    "register" TEXT NOT NULL,
    "available" BOOLEAN NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "register_availability_pkey" PRIMARY KEY ("register")
);

-- CreateTable
CREATE TABLE "clock_jump" (
    "id" TEXT NOT NULL,
    "from_offset_ms" BIGINT NOT NULL,
    "to_offset_ms" BIGINT NOT NULL,
    "target_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "clock_jump_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "entity_kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_decider" (
    "claim_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "claim_decider_pkey" PRIMARY KEY ("claim_id","person_id")
);

-- CreateTable
CREATE TABLE "claim_review_section" (
    "claim_id" TEXT NOT NULL,
    "organ" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "claim_review_section_pkey" PRIMARY KEY ("claim_id","organ","section")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_username_key" ON "person"("username");

-- CreateIndex
CREATE UNIQUE INDEX "machine_client_name_key" ON "machine_client"("name");

-- CreateIndex
CREATE UNIQUE INDEX "machine_client_api_key_hash_key" ON "machine_client"("api_key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "directory_entry_directory_jurisdiction_code_version_key" ON "directory_entry"("directory", "jurisdiction", "code", "version");

-- CreateIndex
CREATE UNIQUE INDEX "trainee_id_number_index_key" ON "trainee"("id_number_index");

-- CreateIndex
CREATE UNIQUE INDEX "class_filing_filing_no_key" ON "class_filing"("filing_no");

-- CreateIndex
CREATE INDEX "class_filing_applicant_party_id_created_at_idx" ON "class_filing"("applicant_party_id", "created_at");

-- CreateIndex
CREATE INDEX "attendance_day_trainee_id_day_idx" ON "attendance_day"("trainee_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "policy_snapshot_digest_key" ON "policy_snapshot"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "claim_claim_no_key" ON "claim"("claim_no");

-- CreateIndex
CREATE INDEX "claim_jurisdiction_state_state_since_idx" ON "claim"("jurisdiction", "state", "state_since");

-- CreateIndex
CREATE INDEX "claim_applicant_party_id_created_at_idx" ON "claim"("applicant_party_id", "created_at");

-- CreateIndex
CREATE INDEX "claim_line_trainee_id_idx" ON "claim_line"("trainee_id");

-- CreateIndex
CREATE UNIQUE INDEX "claim_line_claim_id_position_key" ON "claim_line"("claim_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "yearly_slot_line_id_key" ON "yearly_slot"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "occupation_level_key_line_id_key" ON "occupation_level_key"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "training_key_line_id_key" ON "training_key"("line_id");

-- CreateIndex
CREATE INDEX "act_entity_kind_entity_id_idx" ON "act"("entity_kind", "entity_id");

-- CreateIndex
CREATE UNIQUE INDEX "act_person_id_idempotency_key_key" ON "act"("person_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_entity_kind_entity_id_seq_key" ON "audit_entry"("entity_kind", "entity_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_entity_kind_entity_id_revision_key" ON "audit_entry"("entity_kind", "entity_id", "revision");

-- CreateIndex
CREATE INDEX "task_claim_id_state_idx" ON "task"("claim_id", "state");

-- CreateIndex
CREATE INDEX "task_filing_id_idx" ON "task"("filing_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_notice_no_key" ON "notice"("notice_no");

-- CreateIndex
CREATE UNIQUE INDEX "notice_confirmation_notice_id_person_id_key" ON "notice_confirmation"("notice_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "objection_receipt_no_key" ON "objection"("receipt_no");

-- CreateIndex
CREATE INDEX "objection_notice_id_item_no_idx" ON "objection"("notice_id", "item_no");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batch_batch_no_key" ON "payout_batch"("batch_no");

-- CreateIndex
CREATE INDEX "payout_instruction_batch_id_idx" ON "payout_instruction"("batch_id");

-- CreateIndex
CREATE INDEX "payout_instruction_claim_id_idx" ON "payout_instruction"("claim_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_fact_inbox_id_key" ON "payout_fact"("inbox_id");

-- CreateIndex
CREATE INDEX "payout_inbox_batch_id_state_idx" ON "payout_inbox"("batch_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "payout_inbox_source_sender_id_key" ON "payout_inbox"("source", "sender_id");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_id_idx" ON "ledger_entry"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_idx" ON "ledger_entry"("account");

-- CreateIndex
CREATE INDEX "contract_evidence_claim_id_idx" ON "contract_evidence"("claim_id");

-- CreateIndex
CREATE UNIQUE INDEX "register_certificate_certificate_no_id_number_index_key" ON "register_certificate"("certificate_no", "id_number_index");

-- CreateIndex
CREATE INDEX "register_identity_id_number_index_idx" ON "register_identity"("id_number_index");

-- CreateIndex
CREATE INDEX "register_subsidy_id_number_index_idx" ON "register_subsidy"("id_number_index");

-- CreateIndex
CREATE INDEX "register_insurance_id_number_index_idx" ON "register_insurance"("id_number_index");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "machine_client" ADD CONSTRAINT "machine_client_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_filing" ADD CONSTRAINT "class_filing_plan_line_id_fkey" FOREIGN KEY ("plan_line_id") REFERENCES "plan_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_filing" ADD CONSTRAINT "class_filing_applicant_party_id_fkey" FOREIGN KEY ("applicant_party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_filing" ADD CONSTRAINT "class_filing_applicant_person_id_fkey" FOREIGN KEY ("applicant_person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_filing" ADD CONSTRAINT "class_filing_policy_snapshot_id_fkey" FOREIGN KEY ("policy_snapshot_id") REFERENCES "policy_snapshot"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "filing_document" ADD CONSTRAINT "filing_document_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "filing_document" ADD CONSTRAINT "filing_document_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "roster_entry" ADD CONSTRAINT "roster_entry_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "roster_entry" ADD CONSTRAINT "roster_entry_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attendance_day" ADD CONSTRAINT "attendance_day_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attendance_day" ADD CONSTRAINT "attendance_day_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "supervision_entry" ADD CONSTRAINT "supervision_entry_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "supervision_entry" ADD CONSTRAINT "supervision_entry_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "training_result" ADD CONSTRAINT "training_result_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "training_result" ADD CONSTRAINT "training_result_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_applicant_party_id_fkey" FOREIGN KEY ("applicant_party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_applicant_person_id_fkey" FOREIGN KEY ("applicant_person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_policy_snapshot_id_fkey" FOREIGN KEY ("policy_snapshot_id") REFERENCES "policy_snapshot"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim_line" ADD CONSTRAINT "claim_line_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim_line" ADD CONSTRAINT "claim_line_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "yearly_slot" ADD CONSTRAINT "yearly_slot_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "yearly_slot" ADD CONSTRAINT "yearly_slot_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "occupation_level_key" ADD CONSTRAINT "occupation_level_key_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "occupation_level_key" ADD CONSTRAINT "occupation_level_key_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "training_key" ADD CONSTRAINT "training_key_trainee_id_fkey" FOREIGN KEY ("trainee_id") REFERENCES "trainee"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "training_key" ADD CONSTRAINT "training_key_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "training_key" ADD CONSTRAINT "training_key_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "idempotent_request" ADD CONSTRAINT "idempotent_request_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "class_filing"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "payout_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_objection_id_fkey" FOREIGN KEY ("objection_id") REFERENCES "objection"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_policy_snapshot_id_fkey" FOREIGN KEY ("policy_snapshot_id") REFERENCES "policy_snapshot"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_confirmation" ADD CONSTRAINT "notice_confirmation_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_confirmation" ADD CONSTRAINT "notice_confirmation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_claim" ADD CONSTRAINT "notice_claim_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_claim" ADD CONSTRAINT "notice_claim_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_item" ADD CONSTRAINT "notice_item_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_item" ADD CONSTRAINT "notice_item_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "notice_item" ADD CONSTRAINT "notice_item_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payout_batch" ADD CONSTRAINT "payout_batch_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payout_instruction" ADD CONSTRAINT "payout_instruction_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "payout_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payout_instruction" ADD CONSTRAINT "payout_instruction_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim_fund" ADD CONSTRAINT "claim_fund_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payout_fact" ADD CONSTRAINT "payout_fact_instruction_id_fkey" FOREIGN KEY ("instruction_id") REFERENCES "payout_instruction"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "result_entry" ADD CONSTRAINT "result_entry_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "payout_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "result_entry" ADD CONSTRAINT "result_entry_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_instruction_id_fkey" FOREIGN KEY ("instruction_id") REFERENCES "payout_instruction"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contract_evidence" ADD CONSTRAINT "contract_evidence_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contract_evidence" ADD CONSTRAINT "contract_evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim_decider" ADD CONSTRAINT "claim_decider_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim_decider" ADD CONSTRAINT "claim_decider_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "claim_review_section" ADD CONSTRAINT "claim_review_section_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
