-- Who registered, changed or deleted an endpoint is in the audit. The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('audit_entry', 'act', ARRAY['endpointCreated', 'endpointChanged', 'endpointDeleted', 'endpointSecretRotated', 'deliveriesRecovered']),
    ('audit_entry', 'entity_kind', ARRAY['webhookEndpoint'])
  ) AS new (tab, col, more) LOOP
    SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
      SELECT match[1] AS word FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
      WHERE conrelid = added.tab::regclass AND conname = format('%s_%s_word', added.tab, added.col)
      UNION SELECT unnest(added.more)) AS of;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', added.tab, format('%s_%s_word', added.tab, added.col));
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IN (%s))', added.tab,
      format('%s_%s_word', added.tab, added.col), added.col, words);
  END LOOP;
END $$;
