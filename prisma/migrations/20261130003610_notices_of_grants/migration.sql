-- The notice of a call's proposal: its applications stand in rows of their own, and an objection is to a claim or to an
-- application.
ALTER TABLE notice ADD COLUMN grant_call_id text;
ALTER TABLE notice ADD CONSTRAINT "notice_grant_call_id_fkey" FOREIGN KEY (grant_call_id) REFERENCES grant_call(id)
  ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE objection ALTER COLUMN claim_id DROP NOT NULL;
ALTER TABLE objection ADD COLUMN grant_id text;
ALTER TABLE objection ADD CONSTRAINT "objection_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id)
  ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE objection ADD CONSTRAINT objection_about_one CHECK (num_nonnulls(claim_id, grant_id) = 1);

CREATE TABLE notice_grant (
  notice_id text NOT NULL,
  grant_id text NOT NULL,
  item_no integer NOT NULL,
  state text NOT NULL,
  drop_reason text,
  facts jsonb NOT NULL,
  CONSTRAINT "notice_grant_pkey" PRIMARY KEY (notice_id, grant_id)
);
CREATE UNIQUE INDEX "notice_grant_notice_id_item_no_key" ON "notice_grant"("notice_id", "item_no");
CREATE UNIQUE INDEX notice_grant_one_live ON notice_grant (grant_id) WHERE state IN ('drafted', 'open');
ALTER TABLE notice_grant ADD CONSTRAINT "notice_grant_notice_id_fkey" FOREIGN KEY (notice_id) REFERENCES notice(id)
  ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE notice_grant ADD CONSTRAINT "notice_grant_grant_id_fkey" FOREIGN KEY (grant_id) REFERENCES base_grant(id)
  ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE notice_grant ADD CONSTRAINT notice_grant_state_word CHECK (state IN ('drafted', 'open', 'released', 'dropped'));
REVOKE ALL ON notice_grant FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, drop_reason) ON notice_grant TO butie_app;

-- S8: nobody rules on an objection against what he decided himself, whether it is a claim or an application.
CREATE OR REPLACE FUNCTION refuse_involved_ruler() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM claim WHERE id = NEW.claim_id FOR SHARE;
  PERFORM FROM base_grant WHERE id = NEW.grant_id FOR SHARE;
  IF EXISTS (SELECT FROM claim_decider d WHERE d.claim_id = NEW.claim_id AND d.person_id = NEW.ruled_by)
      OR EXISTS (SELECT FROM grant_decider d WHERE d.grant_id = NEW.grant_id AND d.person_id = NEW.ruled_by) THEN
    RAISE EXCEPTION 'who decided on the claim does not rule on an objection against it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_uninvolved';
  END IF;
  RETURN NEW;
END $$;
