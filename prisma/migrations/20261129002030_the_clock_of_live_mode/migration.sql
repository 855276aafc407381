-- In live mode business time is the system's (D19): no login moves it, nor says that it was moved (S1).
ALTER TABLE environment ADD CONSTRAINT environment_live_clock CHECK (mode <> 'live' OR clock_offset_ms = 0);
CREATE FUNCTION jump_in_practice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM environment WHERE id = 1 AND mode = 'practice') THEN
    RAISE EXCEPTION 'the clock of a live environment does not jump'
      USING ERRCODE = 'check_violation', TABLE = 'clock_jump', CONSTRAINT = 'clock_jump_in_practice';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clock_jump_in_practice BEFORE INSERT ON clock_jump FOR EACH ROW EXECUTE FUNCTION jump_in_practice();
