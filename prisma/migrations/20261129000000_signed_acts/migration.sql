-- An act of a person counts only with the signature of an API process (D2).
ALTER TABLE act ADD COLUMN signature bytea;

-- Acts that were under way when this came: they carry no signature, and nothing that was accepted is lost. The
-- application's role may read this table and not write it, so that no other act gets in.
CREATE TABLE act_before_signing (
  id text PRIMARY KEY REFERENCES act (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  person_id text,
  body jsonb NOT NULL
);
INSERT INTO act_before_signing (id, person_id, body)
SELECT a.id, a.person_id, a.body - 'payeeSealed' FROM act a
WHERE a.state <> 'refused' AND (a.answered_at IS NULL
  OR a.entity_kind = 'notice' AND a.act = 'confirm'
    AND EXISTS (SELECT FROM notice n WHERE n.id = a.entity_id AND n.state IN ('confirmedByOne', 'opening'))
  OR a.entity_kind = 'batch' AND a.act = 'release'
    AND EXISTS (SELECT FROM batch b WHERE b.id = a.entity_id AND b.state = 'releasing'));
REVOKE ALL ON act_before_signing FROM butie_app;
GRANT SELECT ON act_before_signing TO butie_app;

-- Messages that reached a workflow and did not count. One row per entity, kind and cause, so that nobody can fill the
-- table.
CREATE TABLE forged_act (
  entity_kind text NOT NULL,
  entity_id text NOT NULL,
  act text NOT NULL,
  cause text NOT NULL,
  count integer NOT NULL,
  first_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  PRIMARY KEY (entity_kind, entity_id, act, cause)
);
ALTER TABLE forged_act ADD CONSTRAINT forged_act_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch'));
ALTER TABLE forged_act ADD CONSTRAINT forged_act_act_word CHECK (
  act IN ('begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'recordResults', 'claimOpened', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'dispatched', 'unknown'));
ALTER TABLE forged_act ADD CONSTRAINT forged_act_cause_word CHECK (
  cause IN ('notSendable', 'notKept', 'notAccepted', 'otherContent', 'notSigned', 'notAsked'));
GRANT SELECT, INSERT, UPDATE ON forged_act TO butie_app;
