-- Directories are lists of the policy packs (D25): no row was ever written here.
DROP TABLE directory_entry;

-- The relay repeats an act by its age alone; nobody counts or dates its tries.
ALTER TABLE act DROP COLUMN tried_at, DROP COLUMN attempts;
