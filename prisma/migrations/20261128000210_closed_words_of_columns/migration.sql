-- Every column that holds a closed word takes the domain's words and no other (prisma/kernel/column-words.ts). Written by
-- scripts/rules/column-checks.ts. Five of these columns had a check by another name.
ALTER TABLE environment DROP CONSTRAINT environment_mode;
ALTER TABLE payout_instruction DROP CONSTRAINT payout_instruction_state;
ALTER TABLE integrity_case DROP CONSTRAINT integrity_case_finding;
ALTER TABLE recovery DROP CONSTRAINT recovery_state;
ALTER TABLE recovery_step DROP CONSTRAINT recovery_step_kind;

ALTER TABLE act DROP CONSTRAINT IF EXISTS act_state_word;
ALTER TABLE act ADD CONSTRAINT act_state_word CHECK (
  state IN ('accepted', 'recorded', 'refused'));
ALTER TABLE batch DROP CONSTRAINT IF EXISTS batch_state_word;
ALTER TABLE batch ADD CONSTRAINT batch_state_word CHECK (
  state IN ('draft', 'releasing', 'sent', 'done', 'rejected'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_kind_word;
ALTER TABLE claim ADD CONSTRAINT claim_kind_word CHECK (
  kind IN ('main', 'advance'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_pipeline_word;
ALTER TABLE claim ADD CONSTRAINT claim_pipeline_word CHECK (
  pipeline IN ('P1_JOINT', 'P2_EXISTING', 'P3_INSURANCE', 'P4_PROJECT_GRANT', 'P5_AWARD', 'P6_PURCHASE', 'P7_TRACK_ONLY'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_purpose_word;
ALTER TABLE claim ADD CONSTRAINT claim_purpose_word CHECK (
  purpose IN ('base', 'float', 'advance'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_state_word;
ALTER TABLE claim ADD CONSTRAINT claim_state_word CHECK (
  state IN ('draft', 'submitted', 'inReview', 'returnedToApplicant', 'returnedToDepartment', 'returnedToBureau', 'noticePending', 'noticeOpen', 'finance', 'paymentSent', 'paymentFailed', 'recoveryDue', 'postCheck', 'paid', 'closed', 'rejected', 'withdrawn', 'suspended'));
ALTER TABLE claim_fund DROP CONSTRAINT IF EXISTS claim_fund_purpose_word;
ALTER TABLE claim_fund ADD CONSTRAINT claim_fund_purpose_word CHECK (
  purpose IN ('base', 'allowance', 'float', 'advance'));
ALTER TABLE claim_line DROP CONSTRAINT IF EXISTS claim_line_state_word;
ALTER TABLE claim_line ADD CONSTRAINT claim_line_state_word CHECK (
  state IN ('proposed', 'eligible', 'refused', 'approved', 'paid', 'floatWaiting', 'floatClaimed', 'floatPaid', 'floatNotEarned'));
ALTER TABLE clock_jump DROP CONSTRAINT IF EXISTS clock_jump_state_word;
ALTER TABLE clock_jump ADD CONSTRAINT clock_jump_state_word CHECK (
  state IN ('requested', 'running', 'done'));
ALTER TABLE entitlement_key DROP CONSTRAINT IF EXISTS entitlement_key_kind_word;
ALTER TABLE entitlement_key ADD CONSTRAINT entitlement_key_kind_word CHECK (
  kind IN ('YEARLY_SLOT', 'OCCUPATION_LEVEL', 'TRAINING', 'CERTIFICATE', 'MODULE', 'TRIAL', 'COURSE', 'APPRAISAL', 'UPGRADE_LEVEL', 'UPGRADE_SLOT', 'WORK_MONTH', 'WORK_SLOT', 'RESULT'));
ALTER TABLE environment DROP CONSTRAINT IF EXISTS environment_mode_word;
ALTER TABLE environment ADD CONSTRAINT environment_mode_word CHECK (
  mode IN ('practice', 'live'));
ALTER TABLE filing DROP CONSTRAINT IF EXISTS filing_state_word;
ALTER TABLE filing ADD CONSTRAINT filing_state_word CHECK (
  state IN ('draft', 'filed', 'returned', 'accepted', 'open', 'ended', 'assessed', 'claimed', 'expired', 'withdrawn'));
ALTER TABLE integrity_case DROP CONSTRAINT IF EXISTS integrity_case_finding_word;
ALTER TABLE integrity_case ADD CONSTRAINT integrity_case_finding_word CHECK (
  finding IN ('FALSE_ADVERTISING', 'SUBCONTRACTING', 'FRAUD', 'FAKE_TRAINING', 'DIVERSION'));
ALTER TABLE notice DROP CONSTRAINT IF EXISTS notice_state_word;
ALTER TABLE notice ADD CONSTRAINT notice_state_word CHECK (
  state IN ('draft', 'confirmedByOne', 'opening', 'published', 'closed', 'rejected', 'withdrawn'));
ALTER TABLE notice_claim DROP CONSTRAINT IF EXISTS notice_claim_purpose_word;
ALTER TABLE notice_claim ADD CONSTRAINT notice_claim_purpose_word CHECK (
  purpose IN ('base', 'float', 'advance'));
ALTER TABLE notice_claim DROP CONSTRAINT IF EXISTS notice_claim_state_word;
ALTER TABLE notice_claim ADD CONSTRAINT notice_claim_state_word CHECK (
  state IN ('drafted', 'open', 'released', 'dropped'));
ALTER TABLE notice_confirmation DROP CONSTRAINT IF EXISTS notice_confirmation_side_word;
ALTER TABLE notice_confirmation ADD CONSTRAINT notice_confirmation_side_word CHECK (
  side IN ('department', 'bureau'));
ALTER TABLE objection DROP CONSTRAINT IF EXISTS objection_state_word;
ALTER TABLE objection ADD CONSTRAINT objection_state_word CHECK (
  state IN ('open', 'upheld', 'dismissed'));
ALTER TABLE party DROP CONSTRAINT IF EXISTS party_kind_word;
ALTER TABLE party ADD CONSTRAINT party_kind_word CHECK (
  kind IN ('institution', 'college', 'enterprise', 'organisation', 'person'));
ALTER TABLE payout_fact DROP CONSTRAINT IF EXISTS payout_fact_state_word;
ALTER TABLE payout_fact ADD CONSTRAINT payout_fact_state_word CHECK (
  state IN ('accepted', 'inTransit', 'settled', 'failed', 'returned', 'reversed'));
ALTER TABLE payout_inbox DROP CONSTRAINT IF EXISTS payout_inbox_park_reason_word;
ALTER TABLE payout_inbox ADD CONSTRAINT payout_inbox_park_reason_word CHECK (
  park_reason IN ('MALFORMED', 'UNKNOWN_INSTRUCTION', 'AMOUNT_MISMATCH', 'NOT_RELEASED', 'CANCELLED', 'CLAIM_CLOSED', 'CONTRADICTION', 'NOT_SETTLED'));
ALTER TABLE payout_inbox DROP CONSTRAINT IF EXISTS payout_inbox_state_word;
ALTER TABLE payout_inbox ADD CONSTRAINT payout_inbox_state_word CHECK (
  state IN ('new', 'parked', 'applied'));
ALTER TABLE payout_instruction DROP CONSTRAINT IF EXISTS payout_instruction_purpose_word;
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_purpose_word CHECK (
  purpose IN ('base', 'allowance', 'float', 'advance'));
ALTER TABLE payout_instruction DROP CONSTRAINT IF EXISTS payout_instruction_state_word;
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_state_word CHECK (
  state IN ('draft', 'instructed', 'accepted', 'inTransit', 'settled', 'failed', 'returned', 'reversed', 'cancelled'));
ALTER TABLE recovery DROP CONSTRAINT IF EXISTS recovery_state_word;
ALTER TABLE recovery ADD CONSTRAINT recovery_state_word CHECK (
  state IN ('due', 'recovered'));
ALTER TABLE recovery_step DROP CONSTRAINT IF EXISTS recovery_step_kind_word;
ALTER TABLE recovery_step ADD CONSTRAINT recovery_step_kind_word CHECK (
  kind IN ('repaid', 'setOff'));
ALTER TABLE supervision_entry DROP CONSTRAINT IF EXISTS supervision_entry_kind_word;
ALTER TABLE supervision_entry ADD CONSTRAINT supervision_entry_kind_word CHECK (
  kind IN ('CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_due_unit_word;
ALTER TABLE task ADD CONSTRAINT task_due_unit_word CHECK (
  due_unit IN ('workingDays', 'calendarDays', 'months'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_kind_word;
ALTER TABLE task ADD CONSTRAINT task_kind_word CHECK (
  kind IN ('review', 'bureauCorrection', 'accountCorrection', 'disbursement', 'recovery', 'filingReview', 'routing', 'noticeConfirmationDepartment', 'noticeConfirmationBureau', 'objection', 'batchRelease'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_purpose_word;
ALTER TABLE task ADD CONSTRAINT task_purpose_word CHECK (
  purpose IN ('base', 'allowance', 'float', 'advance'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_role_word;
ALTER TABLE task ADD CONSTRAINT task_role_word CHECK (
  role IN ('applicant', 'departmentReviewer', 'bureauReviewer', 'noticeOfficer', 'financeMaker', 'financeChecker', 'expert', 'operator', 'operatorApprover', 'policyEditor', 'policyApprover', 'auditor', 'financeSystem'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_state_word;
ALTER TABLE task ADD CONSTRAINT task_state_word CHECK (
  state IN ('open', 'done', 'cancelled'));
