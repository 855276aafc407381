-- What a caller saw or tried has a chain of its own, one per person (S10). The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('entity_kind', ARRAY['access']),
    ('act', ARRAY['signedIn', 'signInFailed', 'refused', 'searched', 'read', 'exported', 'registerLoaded', 'clockMoved'])
  ) AS new (col, more) LOOP
    SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
      SELECT match[1] AS word FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
      WHERE conrelid = 'audit_entry'::regclass AND conname = format('audit_entry_%s_word', added.col)
      UNION SELECT unnest(added.more)) AS of;
    EXECUTE format('ALTER TABLE audit_entry DROP CONSTRAINT %I', format('audit_entry_%s_word', added.col));
    EXECUTE format('ALTER TABLE audit_entry ADD CONSTRAINT %I CHECK (%I IN (%s))',
      format('audit_entry_%s_word', added.col), added.col, words);
  END LOOP;
END $$;

-- GET /audit?claimId= finds who read a paper of the claim.
CREATE INDEX audit_entry_access_about ON audit_entry ((facts ->> 'entityId')) WHERE entity_kind = 'access';
