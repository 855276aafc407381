-- The words and functions that name every entity, as they stand after all migrations of the years.
ALTER TABLE act DROP CONSTRAINT IF EXISTS act_act_word;
ALTER TABLE act ADD CONSTRAINT act_act_word CHECK (
  act IN ('begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'recordResults', 'claimOpened', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'dispatched', 'setQuota', 'setPanel', 'changePanel', 'closeScoring', 'propose', 'noticeSettled', 'end', 'cancel', 'score', 'recuse', 'withdrawScore', 'panelChanged', 'scoringClosed', 'proposed', 'notSelected', 'signAgreement', 'requestAcceptance', 'reportYear', 'rectifyYear', 'relinquish', 'suspend', 'resume', 'submitPlan', 'revisePlan', 'decidePlan', 'splitPlan', 'push', 'submitted', 'enterRepayment', 'enterSetOff', 'enterMatch', 'matchEvent', 'rejectEntry', 'withdrawEntry'));
ALTER TABLE act DROP CONSTRAINT IF EXISTS act_entity_kind_word;
ALTER TABLE act ADD CONSTRAINT act_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle'));
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_act_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_act_word CHECK (
  act IN ('drafted', 'submitted', 'importEntries', 'removeEntry', 'putDocument', 'evidenceSent', 'linePayoutReported', 'lawCorrected', 'deadlineRecomputed', 'reveal', 'payeeBound', 'payeeRefused', 'enterRepayment', 'enterSetOff', 'rejectEntry', 'withdrawEntry', 'task.claim', 'task.release', 'task.transfer', 'task.extension', 'task.remind', 'begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'create', 'edit', 'importRoster', 'removeFromRoster', 'importAttendance', 'importResults', 'addSupervision', 'recordResults', 'claimOpened', 'draft', 'emptied', 'claimDropped', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'takeFile', 'enterResults', 'confirmResults', 'enterMatch', 'matchEvent', 'dispatched', 'opened', 'setQuota', 'setPanel', 'changePanel', 'closeScoring', 'propose', 'noticeSettled', 'end', 'cancel', 'statement', 'imported', 'score', 'recuse', 'withdrawScore', 'panelChanged', 'scoringClosed', 'proposed', 'notSelected', 'signAgreement', 'requestAcceptance', 'reportYear', 'rectifyYear', 'relinquish', 'suspend', 'resume', 'putSectorPlan', 'enterIndicators', 'submitPlan', 'revisePlan', 'decidePlan', 'splitPlan', 'closed', 'relationsDeclared', 'signedIn', 'signInFailed', 'refused', 'searched', 'read', 'exported', 'registerLoaded', 'clockMoved', 'push', 'entered', 'checked', 'ended'));
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_entity_kind_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle', 'case', 'person', 'payoutEvent', 'access', 'demandEntry', 'period'));
ALTER TABLE forged_act DROP CONSTRAINT IF EXISTS forged_act_act_word;
ALTER TABLE forged_act ADD CONSTRAINT forged_act_act_word CHECK (
  act IN ('begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'recordResults', 'claimOpened', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'dispatched', 'setQuota', 'setPanel', 'changePanel', 'closeScoring', 'propose', 'noticeSettled', 'end', 'cancel', 'score', 'recuse', 'withdrawScore', 'panelChanged', 'scoringClosed', 'proposed', 'notSelected', 'signAgreement', 'requestAcceptance', 'reportYear', 'rectifyYear', 'relinquish', 'suspend', 'resume', 'submitPlan', 'revisePlan', 'decidePlan', 'splitPlan', 'push', 'unknown'));
ALTER TABLE forged_act DROP CONSTRAINT IF EXISTS forged_act_entity_kind_word;
ALTER TABLE forged_act ADD CONSTRAINT forged_act_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle'));
ALTER TABLE outbox_message DROP CONSTRAINT IF EXISTS outbox_message_entity_kind_word;
ALTER TABLE outbox_message ADD CONSTRAINT outbox_message_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle', 'task', 'period'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_entity_kind_word;
ALTER TABLE task ADD CONSTRAINT task_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_kind_word;
ALTER TABLE task ADD CONSTRAINT task_kind_word CHECK (
  kind IN ('review', 'bureauCorrection', 'accountCorrection', 'disbursement', 'recovery', 'filingReview', 'routing', 'noticeConfirmationDepartment', 'noticeConfirmationBureau', 'objection', 'batchRelease', 'grantCityRecommendation', 'grantCityFinance', 'grantExpertScore', 'grantDesignation', 'grantAgreement', 'grantAcceptance', 'grantAssessment', 'grantRecheck', 'grantWithdrawalDecision', 'grantRecoveryConfirmation', 'planSubmission', 'planReview'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_role_word;
ALTER TABLE task ADD CONSTRAINT task_role_word CHECK (
  role IN ('applicant', 'departmentReviewer', 'bureauReviewer', 'noticeOfficer', 'financeMaker', 'financeChecker', 'expert', 'operator', 'operatorApprover', 'policyEditor', 'policyApprover', 'auditor', 'financeSystem', 'grantOfficer', 'grantApprover', 'planOfficer', 'demandOfficer'));
ALTER TABLE task DROP CONSTRAINT IF EXISTS task_done_act_word;
ALTER TABLE task ADD CONSTRAINT task_done_act_word CHECK (
  done_act IN ('approve', 'returnForCorrection', 'returnToDepartment', 'returnToBureau', 'reject', 'accept', 'routeTo', 'hold', 'uphold', 'dismiss', 'recommend', 'returnToHr', 'score', 'recuse', 'designate', 'refuse', 'sign', 'rectify', 'fail', 'pass', 'excuse', 'revoke', 'keep', 'confirm', 'begin', 'decide', 'resubmit', 'withdraw', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'recordResults', 'claimOpened', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'dispatched', 'setQuota', 'setPanel', 'changePanel', 'closeScoring', 'propose', 'noticeSettled', 'end', 'cancel', 'withdrawScore', 'panelChanged', 'scoringClosed', 'proposed', 'notSelected', 'signAgreement', 'requestAcceptance', 'reportYear', 'rectifyYear', 'relinquish', 'suspend', 'resume', 'submitPlan', 'revisePlan', 'decidePlan', 'splitPlan', 'push', 'claimEnded'));
ALTER TABLE base_grant DROP CONSTRAINT IF EXISTS base_grant_kind_word;
ALTER TABLE base_grant ADD CONSTRAINT base_grant_kind_word CHECK (
  kind IN ('HIGH_SKILL_BASE', 'SKILL_MASTER_STUDIO', 'COMPETITION_BASE', 'MODEL_WORKER_STUDIO', 'STAFF_INNOVATION_STUDIO', 'ENTREPRENEURSHIP_MASTER_STUDIO', 'ENTREPRENEURSHIP_DEMO_BASE', 'DEMO_INCUBATOR', 'DEMO_PARK', 'SAFETY_PRACTICE_BASE', 'FARMER_TRAINING_BASE', 'CHIEF_TECHNICIAN_STUDIO', 'MASTER_APPRENTICE_ROOM'));
ALTER TABLE base_grant DROP CONSTRAINT IF EXISTS base_grant_level_word;
ALTER TABLE base_grant ADD CONSTRAINT base_grant_level_word CHECK (
  level IN ('NATIONAL', 'REGIONAL', 'CITY'));
ALTER TABLE base_grant DROP CONSTRAINT IF EXISTS base_grant_state_word;
ALTER TABLE base_grant ADD CONSTRAINT base_grant_state_word CHECK (
  state IN ('draft', 'cityRecommendation', 'cityFinance', 'returnedToApplicant', 'recommended', 'scoring', 'ranked', 'proposed', 'noticeOpen', 'designation', 'agreement', 'building', 'active', 'withdrawalProposed', 'revoked', 'recoveryDue', 'notRecommended', 'notSelected', 'rejected', 'lapsed', 'withdrawn', 'relinquished', 'ended'));
ALTER TABLE base_grant DROP CONSTRAINT IF EXISTS base_grant_title_state_word;
ALTER TABLE base_grant ADD CONSTRAINT base_grant_title_state_word CHECK (
  title_state IN ('none', 'designated', 'suspended', 'revoked', 'relinquished'));
ALTER TABLE grant_call DROP CONSTRAINT IF EXISTS grant_call_kind_word;
ALTER TABLE grant_call ADD CONSTRAINT grant_call_kind_word CHECK (
  kind IN ('HIGH_SKILL_BASE', 'SKILL_MASTER_STUDIO', 'COMPETITION_BASE', 'MODEL_WORKER_STUDIO', 'STAFF_INNOVATION_STUDIO', 'ENTREPRENEURSHIP_MASTER_STUDIO', 'ENTREPRENEURSHIP_DEMO_BASE', 'DEMO_INCUBATOR', 'DEMO_PARK', 'SAFETY_PRACTICE_BASE', 'FARMER_TRAINING_BASE', 'CHIEF_TECHNICIAN_STUDIO', 'MASTER_APPRENTICE_ROOM'));
ALTER TABLE grant_call DROP CONSTRAINT IF EXISTS grant_call_level_word;
ALTER TABLE grant_call ADD CONSTRAINT grant_call_level_word CHECK (
  level IN ('NATIONAL', 'REGIONAL', 'CITY'));
ALTER TABLE grant_call DROP CONSTRAINT IF EXISTS grant_call_state_word;
ALTER TABLE grant_call ADD CONSTRAINT grant_call_state_word CHECK (
  state IN ('open', 'underReview', 'ranked', 'proposed', 'decided', 'ended', 'cancelled'));
ALTER TABLE grant_decider DROP CONSTRAINT IF EXISTS grant_decider_role_word;
ALTER TABLE grant_decider ADD CONSTRAINT grant_decider_role_word CHECK (
  role IN ('expert', 'cityHr', 'cityFinance', 'officer', 'approver', 'financeApprover', 'maker', 'checker'));
ALTER TABLE grant_score DROP CONSTRAINT IF EXISTS grant_score_state_word;
ALTER TABLE grant_score ADD CONSTRAINT grant_score_state_word CHECK (
  state IN ('valid', 'recused', 'withdrawn', 'removed'));
ALTER TABLE annual_plan DROP CONSTRAINT IF EXISTS annual_plan_state_word;
ALTER TABLE annual_plan ADD CONSTRAINT annual_plan_state_word CHECK (
  state IN ('open', 'closed'));
ALTER TABLE plan_version DROP CONSTRAINT IF EXISTS plan_version_state_word;
ALTER TABLE plan_version ADD CONSTRAINT plan_version_state_word CHECK (
  state IN ('submitted', 'returned', 'accepted', 'superseded'));
ALTER TABLE payout_instruction DROP CONSTRAINT IF EXISTS payout_instruction_purpose_word;
ALTER TABLE payout_instruction ADD CONSTRAINT payout_instruction_purpose_word CHECK (
  purpose IN ('base', 'allowance', 'float', 'advance', 'grant'));
ALTER TABLE grant_instalment DROP CONSTRAINT IF EXISTS grant_instalment_due_event_word;
ALTER TABLE grant_instalment ADD CONSTRAINT grant_instalment_due_event_word CHECK (
  due_event IN ('agreement', 'acceptance'));
ALTER TABLE grant_instalment DROP CONSTRAINT IF EXISTS grant_instalment_state_word;
ALTER TABLE grant_instalment ADD CONSTRAINT grant_instalment_state_word CHECK (
  state IN ('notDue', 'due', 'drafted', 'sent', 'settled', 'failed', 'cancelled'));
ALTER TABLE grant_repayment DROP CONSTRAINT IF EXISTS grant_repayment_state_word;
ALTER TABLE grant_repayment ADD CONSTRAINT grant_repayment_state_word CHECK (
  state IN ('waitsForConfirmation', 'confirmed', 'rejected', 'withdrawn'));
ALTER TABLE grant_title DROP CONSTRAINT IF EXISTS grant_title_acceptance_state_word;
ALTER TABLE grant_title ADD CONSTRAINT grant_title_acceptance_state_word CHECK (
  acceptance_state IN ('none', 'requested', 'rectifying', 'accepted', 'failed'));
ALTER TABLE grant_year DROP CONSTRAINT IF EXISTS grant_year_outcome_word;
ALTER TABLE grant_year ADD CONSTRAINT grant_year_outcome_word CHECK (
  outcome IN ('pass', 'rectify', 'fail', 'excuse'));
ALTER TABLE grant_year DROP CONSTRAINT IF EXISTS grant_year_state_word;
ALTER TABLE grant_year ADD CONSTRAINT grant_year_state_word CHECK (
  state IN ('open', 'overdue', 'reported', 'rectifying', 'recheck', 'passed', 'failed', 'excused'));

-- The functions that ask whom a task concerns (R-134).
CREATE OR REPLACE FUNCTION parties_of_task(one task) RETURNS TABLE (party_id text) LANGUAGE sql STABLE AS $$
  SELECT c.applicant_party_id FROM claim c WHERE one.entity_kind = 'claim' AND c.id = one.entity_id
  UNION SELECT f.applicant_party_id FROM filing f WHERE one.entity_kind = 'filing' AND f.id = one.entity_id
  UNION SELECT c.applicant_party_id FROM objection o JOIN claim c ON c.id = o.claim_id WHERE o.id = one.objection_id
  UNION SELECT c.applicant_party_id FROM notice_claim n JOIN claim c ON c.id = n.claim_id
    WHERE one.entity_kind = 'notice' AND n.notice_id = one.entity_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  UNION SELECT c.applicant_party_id FROM payout_instruction i JOIN claim c ON c.id = i.claim_id
    WHERE one.entity_kind = 'batch' AND i.batch_id = one.entity_id AND i.state <> 'cancelled'
  UNION SELECT g.applicant_party_id FROM base_grant g WHERE one.entity_kind = 'grant' AND g.id = one.entity_id
  UNION SELECT g.applicant_party_id FROM base_grant g WHERE one.entity_kind = 'grantCall' AND g.call_id = one.entity_id
  UNION SELECT g.applicant_party_id FROM objection o JOIN base_grant g ON g.id = o.grant_id WHERE o.id = one.objection_id
  UNION SELECT g.applicant_party_id FROM notice_grant n JOIN base_grant g ON g.id = n.grant_id
    WHERE one.entity_kind = 'notice' AND n.notice_id = one.entity_id AND one.objection_id IS NULL AND n.state <> 'dropped'
  -- A plan is of organs, a demand cycle of everybody: 'annualPlan' and 'demandCycle' concern no party.
$$;

CREATE OR REPLACE FUNCTION tasks_of_interest(person text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM declared_relation r WHERE r.person_id = person) THEN
    RETURN '{}';
  END IF;
  -- A plan is of organs, a demand cycle of everybody: no task of 'annualPlan' or 'demandCycle' concerns a party.
  RETURN ARRAY(
    SELECT t.id FROM declared_relation r JOIN filing f ON f.applicant_party_id = r.party_id
      JOIN task t ON t.entity_kind = 'filing' AND t.entity_id = f.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN task t ON t.entity_kind = 'claim' AND t.entity_id = c.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN objection o ON o.claim_id = c.id AND o.state = 'open'
      JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN notice_claim n ON n.claim_id = c.id AND n.state <> 'dropped'
      JOIN task t ON t.entity_kind = 'notice' AND t.entity_id = n.notice_id AND t.objection_id IS NULL AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN claim c ON c.applicant_party_id = r.party_id
      JOIN payout_instruction i ON i.claim_id = c.id AND i.state <> 'cancelled'
      JOIN task t ON t.entity_kind = 'batch' AND t.entity_id = i.batch_id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      JOIN task t ON t.entity_kind IN ('grant', 'grantCall') AND t.entity_id IN (g.id, g.call_id) AND t.state = 'open'
      WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      JOIN objection o ON o.grant_id = g.id AND o.state = 'open'
      JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE r.person_id = person
    UNION SELECT t.id FROM declared_relation r JOIN base_grant g ON g.applicant_party_id = r.party_id
      JOIN notice_grant n ON n.grant_id = g.id AND n.state <> 'dropped'
      JOIN task t ON t.entity_kind = 'notice' AND t.entity_id = n.notice_id AND t.objection_id IS NULL AND t.state = 'open' WHERE r.person_id = person);
END $$;
