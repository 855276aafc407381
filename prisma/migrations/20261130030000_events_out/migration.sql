-- What other systems are told. The relay of the outbox makes an event of each message of the catalogue, with its place among
-- all events and among those of its subject, in the transaction that marks the message as sent.

-- The last place that was given. Whoever gives one has locked the row until the commit, so places become visible in their
-- order, and who goes on from a place that was seen misses nothing.
CREATE TABLE event_position (
  id boolean PRIMARY KEY DEFAULT true,
  last bigint NOT NULL,
  CONSTRAINT event_position_is_one CHECK (id)
);
INSERT INTO event_position (id, last) VALUES (true, 0);

CREATE TABLE event (
  id text PRIMARY KEY,
  type text NOT NULL,
  subject text,
  position bigint,
  sequence integer,
  jurisdictions text[] NOT NULL,
  claim_id text,
  outbox_id bigint,
  body text NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT event_has_its_place CHECK ((type = 'endpoint.test') = (position IS NULL)
    AND (position IS NULL) = (sequence IS NULL) AND (position IS NULL) = (subject IS NULL) AND (position IS NULL) = (outbox_id IS NULL)),
  CONSTRAINT event_is_short CHECK (octet_length(body) < 20000)
);
ALTER TABLE event ADD CONSTRAINT "event_outbox_id_fkey" FOREIGN KEY (outbox_id) REFERENCES outbox_message(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE UNIQUE INDEX "event_position_key" ON event (position);
CREATE UNIQUE INDEX "event_outbox_id_key" ON event (outbox_id);
CREATE UNIQUE INDEX "event_subject_sequence_key" ON event (subject, sequence);
REVOKE ALL ON event_position, event FROM butie_app;
GRANT SELECT, UPDATE (last) ON event_position TO butie_app;
GRANT SELECT, INSERT ON event TO butie_app;

CREATE TABLE webhook_endpoint (
  id text PRIMARY KEY,
  owner_id text NOT NULL,
  url text NOT NULL,
  event_types text[] NOT NULL,
  description text,
  state text NOT NULL,
  disabled_reason text,
  disabled_at timestamptz(3),
  secret_sealed bytea NOT NULL,
  secret_hint text NOT NULL,
  previous_secret_sealed bytea,
  previous_secret_expires_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  last_success_at timestamptz(3),
  failing_since timestamptz(3),
  failures integer NOT NULL DEFAULT 0,
  failed_event_id text,
  fails_several boolean NOT NULL DEFAULT false,
  slowed_until timestamptz(3),
  CONSTRAINT webhook_endpoint_disabled CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL)
    AND (state = 'disabled') = (disabled_at IS NOT NULL)),
  CONSTRAINT webhook_endpoint_failing CHECK ((failing_since IS NULL) = (failures = 0)),
  CONSTRAINT webhook_endpoint_previous CHECK ((previous_secret_sealed IS NULL) = (previous_secret_expires_at IS NULL))
);
ALTER TABLE webhook_endpoint ADD CONSTRAINT "webhook_endpoint_owner_id_fkey" FOREIGN KEY (owner_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_state_word CHECK (
  state IN ('active', 'disabled'));
ALTER TABLE webhook_endpoint ADD CONSTRAINT webhook_endpoint_disabled_reason_word CHECK (
  disabled_reason IN ('GONE', 'FAILING', 'BY_PERSON'));
REVOKE ALL ON webhook_endpoint FROM butie_app;
GRANT SELECT, INSERT, UPDATE (url, event_types, description, state, disabled_reason, disabled_at, secret_sealed, secret_hint,
  previous_secret_sealed, previous_secret_expires_at, deleted_at, last_success_at, failing_since, failures, failed_event_id,
  fails_several, slowed_until) ON webhook_endpoint TO butie_app;

-- One event on its way to one endpoint.
CREATE TABLE webhook_delivery (
  id text PRIMARY KEY,
  endpoint_id text NOT NULL,
  event_id text NOT NULL,
  subject text,
  position bigint,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  tries integer NOT NULL DEFAULT 0,
  is_replay boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL,
  waiting_since timestamptz(3) NOT NULL,
  next_at timestamptz(3),
  leased_until timestamptz(3),
  lease text,
  last_status integer,
  last_error text,
  delivered_at timestamptz(3),
  CONSTRAINT webhook_delivery_waits CHECK ((state = 'waiting') = (next_at IS NOT NULL)),
  CONSTRAINT webhook_delivery_lease CHECK ((lease IS NULL) = (leased_until IS NULL))
);
ALTER TABLE webhook_delivery ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE webhook_delivery ADD CONSTRAINT "webhook_delivery_event_id_fkey" FOREIGN KEY (event_id) REFERENCES event(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_state_word CHECK (
  state IN ('waiting', 'delivered', 'exhausted', 'held'));
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_last_error_word CHECK (
  last_error IN ('TIMEOUT', 'CONNECTION', 'TLS', 'ADDRESS_NOT_ALLOWED', 'REDIRECT', 'STATUS'));
CREATE UNIQUE INDEX "webhook_delivery_endpoint_id_event_id_key" ON webhook_delivery (endpoint_id, event_id);
CREATE INDEX webhook_delivery_newest ON webhook_delivery (created_at, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_before ON webhook_delivery (endpoint_id, subject, position) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_held ON webhook_delivery (endpoint_id, created_at) WHERE state = 'held';
CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id);
REVOKE ALL ON webhook_delivery FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, attempts, tries, is_replay, waiting_since, next_at, leased_until, lease, last_status,
  last_error, delivered_at) ON webhook_delivery TO butie_app;

-- What came of each attempt; kept for 90 days.
CREATE TABLE webhook_attempt (
  id bigserial PRIMARY KEY,
  delivery_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  status integer,
  error text,
  duration_ms integer NOT NULL,
  excerpt text NOT NULL,
  CONSTRAINT webhook_attempt_excerpt_is_short CHECK (char_length(excerpt) <= 512)
);
ALTER TABLE webhook_attempt ADD CONSTRAINT "webhook_attempt_delivery_id_fkey" FOREIGN KEY (delivery_id) REFERENCES webhook_delivery(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE webhook_attempt ADD CONSTRAINT webhook_attempt_error_word CHECK (
  error IN ('TIMEOUT', 'CONNECTION', 'TLS', 'ADDRESS_NOT_ALLOWED', 'REDIRECT', 'STATUS'));
CREATE INDEX "webhook_attempt_delivery_id_idx" ON webhook_attempt (delivery_id);
CREATE INDEX "webhook_attempt_at_idx" ON webhook_attempt (at);
REVOKE ALL ON webhook_attempt FROM butie_app;
GRANT SELECT, INSERT, DELETE ON webhook_attempt TO butie_app;
GRANT USAGE ON SEQUENCE webhook_attempt_id_seq TO butie_app;

-- How often, since the beginning: attempts are forgotten, their count is not.
CREATE TABLE webhook_attempt_count (
  endpoint_id text NOT NULL,
  result text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (endpoint_id, result)
);
ALTER TABLE webhook_attempt_count ADD CONSTRAINT "webhook_attempt_count_endpoint_id_fkey" FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
REVOKE ALL ON webhook_attempt_count FROM butie_app;
GRANT SELECT, INSERT, UPDATE (count) ON webhook_attempt_count TO butie_app;

-- Whether a person or a machine may see what happened in one of these places: a person what is inside the own jurisdiction
-- (R-003), a machine what is of those it reports for (S7). The push and the pull ask the same.
CREATE FUNCTION event_in_sight(places text[], person text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM person p LEFT JOIN machine_client m ON m.person_id = p.id, unnest(places) AS place
    WHERE p.id = person AND CASE WHEN m.id IS NULL THEN place LIKE regexp_replace(p.jurisdiction, '(00)+$', '') || '%'
      ELSE place = ANY (m.jurisdictions) AND p.disabled_at IS NULL END)
$$;

-- The secret by which a machine signs its reports rotates, too: a function alone changes it, because a report moves money.
ALTER TABLE machine_client ADD COLUMN previous_secret_sealed bytea, ADD COLUMN previous_secret_expires_at timestamptz(3);
ALTER TABLE machine_client ADD CONSTRAINT machine_client_previous CHECK (
  (previous_secret_sealed IS NULL) = (previous_secret_expires_at IS NULL));
CREATE FUNCTION rotate_machine_secret(machine text, by_person text, sealed bytea, previous bytea, expires_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM person p WHERE p.id = by_person AND 'operatorApprover' = ANY (p.roles) AND p.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'person % rotates no secret', by_person USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE machine_client SET webhook_secret_sealed = sealed, previous_secret_sealed = previous,
    previous_secret_expires_at = expires_at WHERE id = machine;
END $$;
REVOKE ALL ON FUNCTION rotate_machine_secret FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rotate_machine_secret TO butie_app;

-- What an event may be about grows; the words of before stay, whichever they are.
DO $$
DECLARE
  words text := (SELECT string_agg(DISTINCT quote_literal(word), ', ') FROM (
    SELECT hit[1] AS word FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS hit
      WHERE conrelid = 'outbox_message'::regclass AND conname = 'outbox_message_entity_kind_word'
    UNION SELECT unnest(ARRAY['recovery', 'payoutEvent', 'reconciliation', 'accountingPeriod', 'repair', 'webhookEndpoint'])) AS of);
BEGIN
  ALTER TABLE outbox_message DROP CONSTRAINT outbox_message_entity_kind_word;
  EXECUTE format('ALTER TABLE outbox_message ADD CONSTRAINT outbox_message_entity_kind_word CHECK (entity_kind IN (%s))', words);
END $$;
