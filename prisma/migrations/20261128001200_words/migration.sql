-- Acts, kinds of entities and the codes of closed lists take the words of the domain and no other, as states do since
-- 20261128000210. Written by scripts/rules/column-checks.ts. One of these columns had a check by another name.
ALTER TABLE register_answer DROP CONSTRAINT register_answer_register;

ALTER TABLE act DROP CONSTRAINT IF EXISTS act_act_word;
ALTER TABLE act ADD CONSTRAINT act_act_word CHECK (
  act IN ('begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'recordResults', 'claimOpened', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'dispatched', 'submitted'));
ALTER TABLE act DROP CONSTRAINT IF EXISTS act_entity_kind_word;
ALTER TABLE act ADD CONSTRAINT act_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch'));
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_act_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_act_word CHECK (
  act IN ('drafted', 'submitted', 'importEntries', 'removeEntry', 'putDocument', 'evidenceSent', 'linePayoutReported', 'lawCorrected', 'deadlineRecomputed', 'reveal', 'task.claim', 'task.release', 'task.transfer', 'task.extension', 'task.remind', 'begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'create', 'edit', 'importRoster', 'removeFromRoster', 'importAttendance', 'importResults', 'addSupervision', 'recordResults', 'claimOpened', 'draft', 'emptied', 'claimDropped', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'takeFile', 'enterResults', 'confirmResults', 'matchEvent', 'dispatched', 'opened', 'closed', 'relationsDeclared'));
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_entity_kind_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'case', 'person'));
ALTER TABLE batch DROP CONSTRAINT IF EXISTS batch_fund_word;
ALTER TABLE batch ADD CONSTRAINT batch_fund_word CHECK (
  fund IN ('EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE', 'SKILL_ACTION_SPECIAL_ACCOUNT', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', 'TALENT_SPECIAL', 'INDUSTRY_DEVELOPMENT', 'EMPLOYMENT_SERVICE_SUBSIDY', 'AWARD_INSTEAD_OF_SUBSIDY', 'REGION_BUDGET', 'BASE_PROJECT_FUND', 'ENTERPRISE_EDU_FUND', 'TRAINEE_SHARE', 'DONATION'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_fund_word;
ALTER TABLE claim ADD CONSTRAINT claim_fund_word CHECK (
  fund IN ('EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE', 'SKILL_ACTION_SPECIAL_ACCOUNT', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', 'TALENT_SPECIAL', 'INDUSTRY_DEVELOPMENT', 'EMPLOYMENT_SERVICE_SUBSIDY', 'AWARD_INSTEAD_OF_SUBSIDY', 'REGION_BUDGET', 'BASE_PROJECT_FUND', 'ENTERPRISE_EDU_FUND', 'TRAINEE_SHARE', 'DONATION'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_outcome_code_word;
ALTER TABLE claim ADD CONSTRAINT claim_outcome_code_word CHECK (
  outcome_code IN ('WITHDRAWN', 'NO_LINES_LEFT', 'REJECTED_BY_REVIEWER', 'REJECTED_AFTER_RETURNS', 'RETURN_LAPSED', 'OBJECTION_UPHELD'));
ALTER TABLE claim DROP CONSTRAINT IF EXISTS claim_waiting_register_word;
ALTER TABLE claim ADD CONSTRAINT claim_waiting_register_word CHECK (
  waiting_register IN ('certificates', 'identity', 'subsidies', 'insurance'));
ALTER TABLE claim_fund DROP CONSTRAINT IF EXISTS claim_fund_fund_word;
ALTER TABLE claim_fund ADD CONSTRAINT claim_fund_fund_word CHECK (
  fund IN ('EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE', 'SKILL_ACTION_SPECIAL_ACCOUNT', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', 'TALENT_SPECIAL', 'INDUSTRY_DEVELOPMENT', 'EMPLOYMENT_SERVICE_SUBSIDY', 'AWARD_INSTEAD_OF_SUBSIDY', 'REGION_BUDGET', 'BASE_PROJECT_FUND', 'ENTERPRISE_EDU_FUND', 'TRAINEE_SHARE', 'DONATION'));
ALTER TABLE claim_line DROP CONSTRAINT IF EXISTS claim_line_certificate_kind_word;
ALTER TABLE claim_line ADD CONSTRAINT claim_line_certificate_kind_word CHECK (
  certificate_kind IN ('QUALIFICATION', 'SKILL_LEVEL', 'SPECIFIC_ABILITY', 'SPECIAL_OPERATION', 'TRAINING_COMPLETION'));
ALTER TABLE claim_line DROP CONSTRAINT IF EXISTS claim_line_skill_level_word;
ALTER TABLE claim_line ADD CONSTRAINT claim_line_skill_level_word CHECK (
  skill_level IN ('LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1', 'NONE'));
ALTER TABLE filing DROP CONSTRAINT IF EXISTS filing_certificate_kind_word;
ALTER TABLE filing ADD CONSTRAINT filing_certificate_kind_word CHECK (
  certificate_kind IN ('QUALIFICATION', 'SKILL_LEVEL', 'SPECIFIC_ABILITY', 'SPECIAL_OPERATION', 'TRAINING_COMPLETION'));
ALTER TABLE filing DROP CONSTRAINT IF EXISTS filing_delivery_mode_word;
ALTER TABLE filing ADD CONSTRAINT filing_delivery_mode_word CHECK (
  delivery_mode IN ('ORDER', 'MATCHED', 'RESERVE', 'DIRECTED', 'NIGHT_SCHOOL', 'WEEKEND_CLASS', 'MOBILE_CLASS', 'ON_SITE', 'ONLINE'));
ALTER TABLE filing DROP CONSTRAINT IF EXISTS filing_department_source_word;
ALTER TABLE filing ADD CONSTRAINT filing_department_source_word CHECK (
  department_source IN ('planLine', 'suggested', 'route'));
ALTER TABLE filing DROP CONSTRAINT IF EXISTS filing_skill_level_word;
ALTER TABLE filing ADD CONSTRAINT filing_skill_level_word CHECK (
  skill_level IN ('LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1', 'NONE'));
ALTER TABLE occupation_level_key DROP CONSTRAINT IF EXISTS occupation_level_key_skill_level_word;
ALTER TABLE occupation_level_key ADD CONSTRAINT occupation_level_key_skill_level_word CHECK (
  skill_level IN ('LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1', 'NONE'));
ALTER TABLE outbox_message DROP CONSTRAINT IF EXISTS outbox_message_entity_kind_word;
ALTER TABLE outbox_message ADD CONSTRAINT outbox_message_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'task'));
ALTER TABLE payout_instruction DROP CONSTRAINT IF EXISTS payout_instruction_fund_word;
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_fund_word CHECK (
  fund IN ('EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE', 'SKILL_ACTION_SPECIAL_ACCOUNT', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', 'TALENT_SPECIAL', 'INDUSTRY_DEVELOPMENT', 'EMPLOYMENT_SERVICE_SUBSIDY', 'AWARD_INSTEAD_OF_SUBSIDY', 'REGION_BUDGET', 'BASE_PROJECT_FUND', 'ENTERPRISE_EDU_FUND', 'TRAINEE_SHARE', 'DONATION'));
ALTER TABLE register_answer DROP CONSTRAINT IF EXISTS register_answer_register_word;
ALTER TABLE register_answer ADD CONSTRAINT register_answer_register_word CHECK (
  register IN ('certificates', 'identity', 'subsidies', 'insurance'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_done_act_word;
ALTER TABLE task ADD CONSTRAINT task_done_act_word CHECK (
  done_act IN ('approve', 'returnForCorrection', 'returnToDepartment', 'returnToBureau', 'reject', 'accept', 'routeTo', 'hold', 'uphold', 'dismiss', 'begin', 'decide', 'resubmit', 'withdraw', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'recordResults', 'claimOpened', 'confirm', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'dispatched', 'claimEnded'));
ALTER TABLE training_result DROP CONSTRAINT IF EXISTS training_result_certificate_kind_word;
ALTER TABLE training_result ADD CONSTRAINT training_result_certificate_kind_word CHECK (
  certificate_kind IN ('QUALIFICATION', 'SKILL_LEVEL', 'SPECIFIC_ABILITY', 'SPECIAL_OPERATION', 'TRAINING_COMPLETION'));
