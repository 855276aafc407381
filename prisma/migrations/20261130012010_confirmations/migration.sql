-- Until when somebody who acts with a browser's session has said their password anew. The bond is an HMAC over it under a
-- key of the API processes, as a session has one: with the application's login alone nobody confirms anything (S1).
ALTER TABLE session ADD COLUMN confirmed_until timestamptz(3), ADD COLUMN confirmation_bond bytea,
  ADD CONSTRAINT session_confirmation CHECK ((confirmed_until IS NULL) = (confirmation_bond IS NULL));
GRANT UPDATE (confirmed_until, confirmation_bond) ON session TO butie_app;
