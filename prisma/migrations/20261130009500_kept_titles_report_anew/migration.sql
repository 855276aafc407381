-- A title that is kept: days to report that passed while its revocation was proposed begin anew (R-159).
GRANT UPDATE (report_due_on) ON grant_year TO butie_app;
