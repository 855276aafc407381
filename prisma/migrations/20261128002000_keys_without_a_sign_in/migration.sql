-- An objection is filed without a sign-in and may carry an Idempotency-Key too; its keys belong to 'public'.
ALTER TABLE idempotent_request DROP CONSTRAINT idempotent_request_person_id_fkey;
