-- A result of a payment is looked up among the reports that wait for it (F6).
CREATE INDEX payout_inbox_parked_instruction ON payout_inbox (instruction_id) WHERE state = 'parked';

-- Money that came back after its claim was closed opens the claim's payment again (F2), and a return that was reported
-- before its settlement waits no more (F6). The sweep takes these reports.
UPDATE payout_inbox AS report SET state = 'new', park_reason = NULL, batch_id = instruction.batch_id
FROM payout_instruction AS instruction JOIN claim ON claim.id = instruction.claim_id
WHERE report.instruction_id = instruction.id AND report.state = 'parked' AND report.amount_fen = instruction.amount_fen
  AND (report.park_reason = 'CLAIM_CLOSED' AND claim.state = 'closed'
    OR report.park_reason = 'NOT_SETTLED' AND instruction.state = 'settled');
