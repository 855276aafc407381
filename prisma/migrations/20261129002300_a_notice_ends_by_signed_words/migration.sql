-- A notice ends only by signed words: what both sides said of it, and what was ruled on its objections (S1). Notices that
-- were public when signatures came have none; their acts count as they were then.
INSERT INTO act_before_signing (id, person_id, body)
SELECT a.id, a.person_id, a.body - 'payeeSealed' FROM act a
WHERE a.entity_kind = 'notice' AND a.act IN ('confirm', 'reject', 'withdraw', 'ruleObjection') AND a.state = 'recorded'
  AND a.signature IS NULL
  AND EXISTS (SELECT FROM notice_claim c WHERE c.notice_id = a.entity_id AND c.state IN ('drafted', 'open'))
ON CONFLICT (id) DO NOTHING;
