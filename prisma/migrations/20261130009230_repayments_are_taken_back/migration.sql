-- A repayment of a grant that waits is rejected by another person, or taken back by who entered it, with a reason (S4, R-160).
ALTER TABLE grant_repayment ADD COLUMN reason text;
ALTER TABLE grant_repayment DROP CONSTRAINT grant_repayment_two_persons;
ALTER TABLE grant_repayment ADD CONSTRAINT grant_repayment_two_persons CHECK (
  decided_by IS NULL OR (state = 'withdrawn') = (decided_by = maker_id));
ALTER TABLE grant_repayment ADD CONSTRAINT grant_repayment_reason CHECK (
  (reason IS NULL) = (state IN ('waitsForConfirmation', 'confirmed')));
GRANT UPDATE (reason) ON grant_repayment TO butie_app;
