-- The demand lists (R-021 to R-024): entries, the cycle that publishes them, what was published, and to whom it was pushed.

CREATE TABLE demand_cycle (
  id text PRIMARY KEY,
  jurisdiction text NOT NULL,
  no integer NOT NULL CHECK (no > 0),
  starts_on date NOT NULL,
  ends_on date NOT NULL CHECK (ends_on >= starts_on),
  opens_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL CHECK (ends_at > opens_at),
  publish text NOT NULL CONSTRAINT demand_cycle_publish_word CHECK (publish IN ('AT_END', 'BY_HAND')),
  push_to text[] NOT NULL,
  late boolean NOT NULL,
  state text NOT NULL CONSTRAINT demand_cycle_state_word CHECK (state IN ('survey', 'published', 'pushed', 'missed')),
  state_since timestamptz(3) NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  course jsonb,
  published_at timestamptz(3),
  -- What was published: counts and what was carried over, frozen with the lists.
  counts jsonb,
  start_requested_at timestamptz(3),
  started_at timestamptz(3),
  CONSTRAINT demand_cycle_published CHECK ((state IN ('published', 'pushed')) = (published_at IS NOT NULL)
    AND (published_at IS NULL) = (counts IS NULL))
);
CREATE UNIQUE INDEX demand_cycle_once ON demand_cycle (jurisdiction, no);
CREATE INDEX demand_cycle_unstarted ON demand_cycle (id) WHERE start_requested_at IS NOT NULL AND started_at IS NULL;

-- What a published cycle says never changes.
CREATE FUNCTION keep_demand_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL AND (OLD.published_at, OLD.counts) IS DISTINCT FROM (NEW.published_at, NEW.counts) THEN
    RAISE EXCEPTION 'A published cycle keeps what it said' USING ERRCODE = 'check_violation', CONSTRAINT = 'demand_cycle_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER demand_cycle_kept BEFORE UPDATE ON demand_cycle FOR EACH ROW EXECUTE FUNCTION keep_demand_cycle();

CREATE TABLE demand_entry (
  id text PRIMARY KEY,
  list text NOT NULL CONSTRAINT demand_entry_list_word CHECK (list IN ('employer', 'worker')),
  jurisdiction text NOT NULL,
  source text NOT NULL CONSTRAINT demand_entry_source_word CHECK (source IN ('QR', 'DOOR', 'WEB', 'APP', 'FILE')),
  state text NOT NULL CONSTRAINT demand_entry_state_word CHECK (state IN ('unchecked', 'checked', 'refused', 'ended')),
  revision integer NOT NULL DEFAULT 0,
  employer text,
  industry text,
  post text NOT NULL,
  occupation_code text,
  occupation_name text,
  skill_level text CONSTRAINT demand_entry_skill_level_word CHECK (skill_level IN ('LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1', 'NONE')),
  openings integer CHECK (openings > 0),
  pay_from_fen bigint NOT NULL CHECK (pay_from_fen > 0),
  pay_to_fen bigint NOT NULL CHECK (pay_to_fen >= pay_from_fen),
  has_skill boolean,
  wants_training boolean,
  wanted_code text,
  wanted_name text,
  -- Only of the workers' list; never published (R-024).
  name_sealed bytea,
  phone_sealed bytea,
  entered_on date NOT NULL,
  valid_until date NOT NULL CHECK (valid_until >= entered_on),
  entered_at timestamptz(3) NOT NULL,
  -- Null: somebody who was not signed in.
  entered_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  party_id text REFERENCES party (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  checked_by text REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  checked_at timestamptz(3),
  remark text,
  CONSTRAINT demand_entry_fields CHECK (CASE list
    WHEN 'employer' THEN employer IS NOT NULL AND occupation_code IS NOT NULL AND skill_level IS NOT NULL
      AND num_nonnulls(industry, has_skill, wants_training, wanted_code, name_sealed, phone_sealed) = 0
    ELSE industry IS NOT NULL AND has_skill IS NOT NULL AND num_nonnulls(employer, openings) = 0
      AND CASE WHEN has_skill THEN occupation_code IS NOT NULL AND skill_level IS NOT NULL ELSE wants_training IS NOT NULL END
      AND (wants_training IS NOT TRUE OR wanted_code IS NOT NULL) END),
  CONSTRAINT demand_entry_checked CHECK (state = 'unchecked' OR state = 'ended' OR checked_by IS NOT NULL)
);
CREATE INDEX demand_entry_valid ON demand_entry (jurisdiction, list, valid_until) WHERE state = 'checked';
CREATE INDEX demand_entry_listed ON demand_entry (jurisdiction, entered_at DESC, id DESC);
CREATE INDEX demand_entry_of_party ON demand_entry (party_id, entered_at DESC, id DESC);

-- The frozen lists: employers' entries as they are, workers' as counts (R-024). No column holds a person.
CREATE TABLE demand_publication (
  cycle_id text NOT NULL REFERENCES demand_cycle (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  list text NOT NULL CONSTRAINT demand_publication_list_word CHECK (list IN ('employer', 'worker')),
  position integer NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (cycle_id, list, position)
);

-- One record per recipient body, grouped by the kinds of the paper (R-024).
CREATE TABLE demand_delivery (
  cycle_id text NOT NULL REFERENCES demand_cycle (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  recipient_kind text NOT NULL CONSTRAINT demand_delivery_recipient_kind_word CHECK (recipient_kind IN
    ('BANNER', 'TRAINING_INSTITUTION', 'COMMUNITY_OFFICE', 'PUBLIC_EMPLOYMENT_SERVICE', 'HR_SERVICE_AGENCY')),
  recipient text NOT NULL,
  delivered_at timestamptz(3) NOT NULL,
  PRIMARY KEY (cycle_id, recipient_kind, recipient)
);

CREATE FUNCTION demand_facts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was published or delivered stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'demand_facts_stay';
END $$;
CREATE TRIGGER demand_publication_stays BEFORE UPDATE OR DELETE ON demand_publication FOR EACH ROW EXECUTE FUNCTION demand_facts_stay();
CREATE TRIGGER demand_delivery_stays BEFORE UPDATE OR DELETE ON demand_delivery FOR EACH ROW EXECUTE FUNCTION demand_facts_stay();

REVOKE ALL ON demand_cycle FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, state_since, revision, course, published_at, counts, started_at) ON demand_cycle TO butie_app;
REVOKE ALL ON demand_delivery FROM butie_app;
GRANT SELECT, INSERT ON demand_delivery TO butie_app;
REVOKE ALL ON demand_entry FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, revision, employer, industry, post, occupation_code, occupation_name, skill_level, openings, pay_from_fen, pay_to_fen, has_skill, wants_training, wanted_code, wanted_name, name_sealed, phone_sealed, valid_until, checked_by, checked_at, remark) ON demand_entry TO butie_app;
REVOKE ALL ON demand_publication FROM butie_app;
GRANT SELECT, INSERT ON demand_publication TO butie_app;
