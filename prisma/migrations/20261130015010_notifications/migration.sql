-- What people are told. The relay of the outbox writes it in the statement that marks the message as sent, so that a relay
-- which dies in between has told nobody, and the next one tells everybody once.
CREATE TABLE notification (
  id bigserial PRIMARY KEY,
  person_id text NOT NULL,
  kind text NOT NULL,
  outbox_id bigint NOT NULL,
  entity_kind text NOT NULL,
  entity_id text NOT NULL,
  task_id text,
  at timestamptz(3) NOT NULL,
  read_at timestamptz(3)
);
ALTER TABLE notification ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE RESTRICT ON UPDATE RESTRICT;
CREATE UNIQUE INDEX "notification_outbox_id_person_id_kind_key" ON notification (outbox_id, person_id, kind);
CREATE INDEX notification_of_person ON notification (person_id, id);
CREATE INDEX notification_unread ON notification (person_id, id) WHERE read_at IS NULL;
REVOKE ALL ON notification FROM butie_app;
GRANT SELECT, INSERT, UPDATE (read_at) ON notification TO butie_app;
GRANT USAGE ON SEQUENCE notification_id_seq TO butie_app;
ALTER TABLE notification DROP CONSTRAINT IF EXISTS notification_kind_word;
ALTER TABLE notification ADD CONSTRAINT notification_kind_word CHECK (
  kind IN ('returned', 'reminded', 'transferred', 'handedOver', 'objectionFiled', 'batchRejected', 'batchSettled'));
ALTER TABLE notification DROP CONSTRAINT IF EXISTS notification_entity_kind_word;
ALTER TABLE notification ADD CONSTRAINT notification_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle'));
