-- What anybody can repeat without end is counted by caller and hour (S10); the audit gets the first, tenth, hundredth …
CREATE TABLE access_count (
  chain text NOT NULL,
  act text NOT NULL,
  what text NOT NULL,
  hour timestamptz(3) NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (chain, act, what, hour)
);
ALTER TABLE access_count ADD CONSTRAINT access_count_act_word CHECK (
  act IN ('signedIn', 'signInFailed', 'refused', 'searched', 'read', 'exported', 'registerLoaded', 'clockMoved'));
CREATE INDEX access_count_hour ON access_count (hour);
GRANT SELECT, INSERT, UPDATE, DELETE ON access_count TO butie_app;
