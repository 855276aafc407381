-- How many claims are stuck, by cause, is counted once a minute and not at each question for the metrics.
ALTER TABLE integrity_turn ADD COLUMN stuck_claims jsonb;
GRANT UPDATE (stuck_claims) ON integrity_turn TO butie_app;
