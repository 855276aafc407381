-- The signing day decides whether a contract is in the window, its first and last day give its length (R-077, R-078).
-- Earlier evidence named no first day: it is the signing day.
ALTER TABLE contract_evidence ADD COLUMN starts_on date;
UPDATE contract_evidence SET starts_on = signed_on;
ALTER TABLE contract_evidence ALTER COLUMN starts_on SET NOT NULL;
