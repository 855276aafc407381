-- Since when every sealed value of this database is bound to its table, column and row (S13). Written once by the start
-- that has sealed them anew; from then on no start opens a value of the former form. The application's role only reads it.
CREATE TABLE sealing_mark (
  id integer PRIMARY KEY CHECK (id = 1),
  bound_at timestamptz(3) NOT NULL
);
REVOKE ALL ON sealing_mark FROM butie_app;
GRANT SELECT ON sealing_mark TO butie_app;

-- The audit says when a paper was read, when a payee was put on record, and when one was refused.
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_act_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_act_word CHECK (
  act IN ('drafted', 'submitted', 'importEntries', 'removeEntry', 'putDocument', 'evidenceSent', 'linePayoutReported', 'lawCorrected', 'deadlineRecomputed', 'reveal', 'readDocument', 'payeeBound', 'payeeRefused', 'task.claim', 'task.release', 'task.transfer', 'task.extension', 'task.remind', 'begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'create', 'edit', 'importRoster', 'removeFromRoster', 'importAttendance', 'importResults', 'addSupervision', 'recordResults', 'claimOpened', 'draft', 'emptied', 'claimDropped', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'takeFile', 'enterResults', 'confirmResults', 'matchEvent', 'dispatched', 'opened', 'closed', 'relationsDeclared'));

CREATE INDEX audit_entry_payee_refused ON audit_entry (entity_id, seq) WHERE act = 'payeeRefused';
