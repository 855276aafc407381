-- A machine reports on instructions of its jurisdictions alone (S7). One from before keeps its own and the region above.
ALTER TABLE machine_client ADD COLUMN jurisdictions text[] NOT NULL DEFAULT '{}';
UPDATE machine_client SET jurisdictions = ARRAY(
  SELECT DISTINCT code FROM person p, unnest(ARRAY[p.jurisdiction, rpad(left(p.jurisdiction, 2), 6, '0')]) AS code
  WHERE p.id = machine_client.person_id ORDER BY code);
ALTER TABLE machine_client ALTER COLUMN jurisdictions DROP DEFAULT;
ALTER TABLE machine_client ADD CONSTRAINT machine_client_jurisdictions_are_codes CHECK (
  array_to_string(jurisdictions, ',', '?') ~ '^[0-9]{6}(,[0-9]{6})*$');
