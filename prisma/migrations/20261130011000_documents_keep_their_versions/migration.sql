-- Every version of a document: of a class filing, a claim, one line of a claim, a grant and its years. The tables of
-- documents name the file that counts; a file that counted once keeps its place here for good.
CREATE TABLE document_version (
  file_id text PRIMARY KEY REFERENCES stored_file (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL,
  uploaded_at timestamptz(3) NOT NULL,
  CONSTRAINT document_version_owner_kind_word CHECK (owner_kind IN ('filing', 'claim', 'line', 'grant')),
  CONSTRAINT document_version_counted CHECK (version >= 1)
);
CREATE UNIQUE INDEX document_version_owner_kind_owner_id_kind_version_key ON document_version (owner_kind, owner_id, kind, version);

-- Files of before: the audit says when somebody put a document of which size, and the file of that instant is its version.
WITH current AS (
  SELECT 'filing' AS owner_kind, filing_id AS owner_id, kind, file_id, uploaded_at FROM filing_document
  UNION ALL SELECT 'claim', claim_id, kind, file_id, uploaded_at FROM claim_document
  UNION ALL SELECT 'line', line_id, kind, file_id, uploaded_at FROM claim_line_document
  UNION ALL SELECT 'grant', grant_id, kind, file_id, uploaded_at FROM grant_document
), former AS (
  SELECT DISTINCT ON (s.id) CASE WHEN e.facts ? 'lineId' THEN 'line' ELSE e.entity_kind END AS owner_kind,
    coalesce(e.facts ->> 'lineId', e.entity_id) AS owner_id, coalesce(e.facts ->> 'document', e.facts ->> 'kind') AS kind,
    s.id AS file_id, s.created_at AS uploaded_at
  FROM audit_entry e JOIN stored_file s ON s.created_at = e.at AND s.created_by = e.person_id
    AND s.size_bytes = (e.facts ->> 'bytes')::bigint
  WHERE e.act = 'putDocument' AND e.entity_kind IN ('filing', 'claim', 'grant')
    AND coalesce(e.facts ->> 'document', e.facts ->> 'kind') IS NOT NULL
    AND NOT EXISTS (SELECT FROM current c WHERE c.file_id = s.id)
  ORDER BY s.id, e.id
), every AS (SELECT *, false AS counts FROM former UNION ALL SELECT *, true FROM current)
INSERT INTO document_version (file_id, owner_kind, owner_id, kind, version, uploaded_at)
  SELECT file_id, owner_kind, owner_id, kind,
    row_number() OVER (PARTITION BY owner_kind, owner_id, kind ORDER BY counts, uploaded_at, file_id), uploaded_at
  FROM every;

-- A file that begins to count is the next version. A file that has counted before does not count again.
CREATE FUNCTION keep_document_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE owner text := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  INSERT INTO document_version (file_id, owner_kind, owner_id, kind, version, uploaded_at)
    SELECT NEW.file_id, TG_ARGV[0], owner, NEW.kind, coalesce(max(v.version), 0) + 1, NEW.uploaded_at
    FROM document_version v WHERE v.owner_kind = TG_ARGV[0] AND v.owner_id = owner AND v.kind = NEW.kind;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION keep_document_version FROM PUBLIC;
CREATE TRIGGER filing_document_version AFTER INSERT OR UPDATE ON filing_document
  FOR EACH ROW EXECUTE FUNCTION keep_document_version('filing', 'filing_id');
CREATE TRIGGER claim_document_version AFTER INSERT OR UPDATE ON claim_document
  FOR EACH ROW EXECUTE FUNCTION keep_document_version('claim', 'claim_id');
CREATE TRIGGER claim_line_document_version AFTER INSERT OR UPDATE ON claim_line_document
  FOR EACH ROW EXECUTE FUNCTION keep_document_version('line', 'line_id');
CREATE TRIGGER grant_document_version AFTER INSERT OR UPDATE ON grant_document
  FOR EACH ROW EXECUTE FUNCTION keep_document_version('grant', 'grant_id');

CREATE TRIGGER document_version_kept BEFORE UPDATE OR DELETE ON document_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_version_whole BEFORE TRUNCATE ON document_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE ALL ON document_version FROM butie_app;
GRANT SELECT ON document_version TO butie_app;

-- The timeline says that a document was replaced.
ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_act_word;
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_act_word CHECK (
  act IN ('drafted', 'submitted', 'importEntries', 'removeEntry', 'putDocument', 'documentReplaced', 'evidenceSent', 'linePayoutReported', 'lawCorrected', 'deadlineRecomputed', 'reveal', 'payeeBound', 'payeeRefused', 'enterRepayment', 'enterSetOff', 'rejectEntry', 'withdrawEntry', 'task.claim', 'task.release', 'task.transfer', 'task.extension', 'task.remind', 'begin', 'decide', 'resubmit', 'withdraw', 'hold', 'release', 'correctAccount', 'contractEvidence', 'registerAnswered', 'noticeOpening', 'noticeClosed', 'payoutReleasing', 'payoutReported', 'setOff', 'repaid', 'recovered', 'rearm', 'timerFired', 'create', 'edit', 'importRoster', 'removeFromRoster', 'importAttendance', 'importResults', 'addSupervision', 'recordResults', 'claimOpened', 'draft', 'emptied', 'claimDropped', 'confirm', 'reject', 'publish', 'fileObjection', 'ruleObjection', 'settle', 'takeFile', 'enterResults', 'confirmResults', 'enterMatch', 'matchEvent', 'dispatched', 'opened', 'setQuota', 'setPanel', 'changePanel', 'closeScoring', 'propose', 'noticeSettled', 'end', 'cancel', 'statement', 'imported', 'score', 'recuse', 'withdrawScore', 'panelChanged', 'scoringClosed', 'proposed', 'notSelected', 'signAgreement', 'requestAcceptance', 'reportYear', 'rectifyYear', 'relinquish', 'suspend', 'resume', 'putSectorPlan', 'enterIndicators', 'submitPlan', 'revisePlan', 'decidePlan', 'splitPlan', 'closed', 'relationsDeclared', 'signedIn', 'signInFailed', 'refused', 'searched', 'read', 'exported', 'registerLoaded', 'clockMoved', 'push', 'entered', 'checked', 'ended'));
