-- R-074: the letter to a debtor is kept as it was sent. An appeal, or a debt that grows, changes the debt and not the letter.
CREATE TABLE recovery_letter (
  recovery_id text NOT NULL REFERENCES recovery (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  -- The revision of the recovery by which it was sent.
  revision integer NOT NULL,
  noticed_on date NOT NULL,
  pay_by date NOT NULL,
  appeal_by date NOT NULL,
  amount_fen bigint NOT NULL,
  lines jsonb NOT NULL,
  -- Clause and account by the law of its day; null for letters that were sent before they were kept.
  law jsonb,
  PRIMARY KEY (recovery_id, revision),
  CONSTRAINT recovery_letter_amount CHECK (amount_fen > 0)
);
-- Of letters of before, the sum and the last day to pay are those that other systems were told.
INSERT INTO recovery_letter (recovery_id, revision, noticed_on, pay_by, appeal_by, amount_fen, lines)
  SELECT r.id, r.revision, r.noticed_on, coalesce(told.pay_by, r.pay_by), r.appeal_by, coalesce(told.amount_fen, r.amount_fen),
    r.lines
  FROM recovery r LEFT JOIN LATERAL (
    SELECT (o.payload ->> 'payBy')::date AS pay_by, (o.payload ->> 'amountFen')::bigint AS amount_fen FROM outbox_message o
    WHERE o.topic = 'recovery.noticed' AND o.entity_kind = 'recovery' AND o.entity_id = r.id ORDER BY o.id DESC LIMIT 1) told
    ON true
  WHERE r.noticed_on IS NOT NULL AND r.pay_by IS NOT NULL AND r.appeal_by IS NOT NULL;
CREATE TRIGGER recovery_letter_kept BEFORE UPDATE OR DELETE ON recovery_letter
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recovery_letter_whole BEFORE TRUNCATE ON recovery_letter
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE ALL ON recovery_letter FROM butie_app;
GRANT SELECT, INSERT ON recovery_letter TO butie_app;
