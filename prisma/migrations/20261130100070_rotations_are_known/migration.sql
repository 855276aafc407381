-- The leases that are out are few; the deliveries of an endpoint are all that ever were.
CREATE INDEX webhook_delivery_leased ON webhook_delivery (endpoint_id, leased_until) WHERE lease IS NOT NULL;

-- The request that made the newest secret. Its repeat makes another one in its place, because nobody was told the first.
ALTER TABLE webhook_endpoint ADD COLUMN rotation_id text;
GRANT UPDATE (rotation_id) ON webhook_endpoint TO butie_app;
ALTER TABLE machine_client ADD COLUMN rotation_id text;

DROP FUNCTION rotate_machine_secret;
CREATE FUNCTION rotate_machine_secret(machine text, by_person text, sealed bytea, previous bytea, expires_at timestamptz, rotation text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM person p WHERE p.id = by_person AND 'operatorApprover' = ANY (p.roles) AND p.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'person % rotates no secret', by_person USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE machine_client SET webhook_secret_sealed = sealed, previous_secret_sealed = previous,
    previous_secret_expires_at = expires_at, rotation_id = rotation WHERE id = machine;
END $$;
REVOKE ALL ON FUNCTION rotate_machine_secret FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rotate_machine_secret TO butie_app;

-- Who rotated the secret of a machine is in the audit. The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('audit_entry', 'act', ARRAY['machineSecretRotated']),
    ('audit_entry', 'entity_kind', ARRAY['machineClient'])
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
