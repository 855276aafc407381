-- How many work, are skilled and highly skilled in a year, as the HR bureau enters it; each entry is a version (R-140).
CREATE TABLE structure_figures (
  plan_id text NOT NULL,
  version integer NOT NULL,
  employed integer NOT NULL,
  skilled integer NOT NULL,
  high_skilled integer NOT NULL,
  source text NOT NULL,
  entered_by text NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  CONSTRAINT structure_figures_pkey PRIMARY KEY (plan_id, version),
  CONSTRAINT structure_figures_parts CHECK (0 <= high_skilled AND high_skilled <= skilled AND skilled <= employed)
);
ALTER TABLE structure_figures ADD CONSTRAINT structure_figures_plan_id_fkey
  FOREIGN KEY (plan_id) REFERENCES annual_plan (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
REVOKE ALL ON structure_figures FROM butie_app;
GRANT SELECT, INSERT ON structure_figures TO butie_app;
