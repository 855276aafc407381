-- A case holds claims and lets them go on only by the signed words of who opened and who ended it (S3, S1). The signatures
-- cover all that the row says of each word.
ALTER TABLE integrity_case ADD COLUMN opening_signature bytea, ADD COLUMN closing_signature bytea,
  ADD COLUMN confirmation_signature bytea;

-- What was said of cases before has no signature and counts while it stays as it was. The application's role may read this
-- table and not write it.
CREATE TABLE integrity_case_before_signing (
  id text PRIMARY KEY REFERENCES integrity_case (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  opening jsonb NOT NULL,
  closing jsonb,
  confirmation jsonb
);
INSERT INTO integrity_case_before_signing (id, opening, closing, confirmation)
SELECT k.id,
  jsonb_build_object('jurisdiction', k.jurisdiction, 'partyId', k.party_id, 'filingId', k.filing_id, 'finding', k.finding,
    'suspectedCrime', k.suspected_crime, 'note', k.note, 'by', k.opened_by,
    'at', (extract(epoch FROM k.opened_at) * 1000)::bigint),
  CASE WHEN num_nonnulls(k.closing_asked_at, k.closed_at) > 0 THEN
    jsonb_build_object('outcome', k.outcome, 'transferDocumentNo', k.transfer_document_no, 'reason', k.closing_reason,
      'by', CASE WHEN k.suspected_crime THEN k.closing_asked_by ELSE k.closed_by END,
      'at', (extract(epoch FROM CASE WHEN k.suspected_crime THEN k.closing_asked_at ELSE k.closed_at END) * 1000)::bigint) END,
  CASE WHEN k.suspected_crime AND k.closed_at IS NOT NULL THEN
    jsonb_build_object('outcome', k.outcome, 'transferDocumentNo', k.transfer_document_no, 'reason', k.closing_reason,
      'askedBy', k.closing_asked_by, 'by', k.closed_by, 'at', (extract(epoch FROM k.closed_at) * 1000)::bigint) END
FROM integrity_case k;
REVOKE ALL ON integrity_case_before_signing FROM butie_app;
GRANT SELECT ON integrity_case_before_signing TO butie_app;
GRANT UPDATE (closing_signature, confirmation_signature) ON integrity_case TO butie_app;
