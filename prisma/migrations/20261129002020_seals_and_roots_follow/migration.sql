-- The login of the application may add seals and roots, and cannot sign them (S15). What it adds follows what is there, and
-- a root is of a business day that has ended: a planted row far ahead would keep every later one out.
CREATE FUNCTION seals_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE added record;
BEGIN
  SELECT min(sequence) AS lowest, max(sequence) AS highest, count(*) AS number INTO added FROM new_seal;
  IF added.number > 0 AND (added.highest - added.lowest + 1 <> added.number OR added.lowest <> coalesce(
      (SELECT max(sequence) FROM audit_seal WHERE sequence < added.lowest), 0) + 1
      OR EXISTS (SELECT FROM audit_seal WHERE sequence > added.highest)) THEN
    RAISE EXCEPTION 'a seal takes the place after the last one'
      USING ERRCODE = 'check_violation', TABLE = 'audit_seal', CONSTRAINT = 'audit_seal_follows';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_seal_follows AFTER INSERT ON audit_seal REFERENCING NEW TABLE AS new_seal
  FOR EACH STATEMENT EXECUTE FUNCTION seals_follow();

CREATE FUNCTION root_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before record;
BEGIN
  SELECT day, sequence_to INTO before FROM audit_root ORDER BY day DESC LIMIT 1;
  IF NEW.day <> coalesce(before.day + 1, NEW.day) OR NEW.sequence_from <> coalesce(before.sequence_to, 0) + 1
      OR NEW.sequence_to > coalesce((SELECT max(sequence) FROM audit_seal), 0)
      OR NEW.day >= (SELECT ((now() + make_interval(secs => clock_offset_ms / 1000.0)) AT TIME ZONE 'Asia/Shanghai')::date
        FROM environment WHERE id = 1) THEN
    RAISE EXCEPTION 'a root is of the day after the last one, which has ended'
      USING ERRCODE = 'check_violation', TABLE = 'audit_root', CONSTRAINT = 'audit_root_follows';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_root_follows BEFORE INSERT ON audit_root FOR EACH ROW EXECUTE FUNCTION root_follows();
