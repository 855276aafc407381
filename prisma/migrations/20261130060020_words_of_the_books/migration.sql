-- Words of the books: states of a quarter, kinds of differences, what their audit and their events are about.
ALTER TABLE accounting_period DROP CONSTRAINT IF EXISTS accounting_period_state_word;
ALTER TABLE accounting_period ADD CONSTRAINT accounting_period_state_word CHECK (
  state IN ('open', 'proposed', 'closed'));
ALTER TABLE reconciliation_difference DROP CONSTRAINT IF EXISTS reconciliation_difference_fund_word;
ALTER TABLE reconciliation_difference ADD CONSTRAINT reconciliation_difference_fund_word CHECK (
  fund IN ('EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE', 'SKILL_ACTION_SPECIAL_ACCOUNT', 'SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE', 'TALENT_SPECIAL', 'INDUSTRY_DEVELOPMENT', 'EMPLOYMENT_SERVICE_SUBSIDY', 'AWARD_INSTEAD_OF_SUBSIDY', 'REGION_BUDGET', 'BASE_PROJECT_FUND', 'ENTERPRISE_EDU_FUND', 'TRAINEE_SHARE', 'DONATION'));
ALTER TABLE reconciliation_difference DROP CONSTRAINT IF EXISTS reconciliation_difference_kind_word;
ALTER TABLE reconciliation_difference ADD CONSTRAINT reconciliation_difference_kind_word CHECK (
  kind IN ('openInstruction', 'unmatchedEntry', 'ledgerDiffers', 'statementDiffers', 'approvedDiffers'));
-- The words of before stay, whichever they are.
DO $$
DECLARE
  added record;
  words text;
BEGIN
  FOR added IN SELECT * FROM (VALUES
    ('audit_entry', 'act', ARRAY['reconciled', 'explained', 'closureProposed', 'closed', 'reopened']),
    ('audit_entry', 'entity_kind', ARRAY['reconciliation', 'accountingPeriod']),
    ('outbox_message', 'entity_kind', ARRAY['reconciliation', 'accountingPeriod'])
  ) AS new (tab, col, more) LOOP
    SELECT string_agg(DISTINCT quote_literal(word), ', ') INTO words FROM (
      SELECT match[1] AS word FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([^'']+)''', 'g') AS match
      WHERE conrelid = added.tab::regclass AND conname = format('%s_%s_word', added.tab, added.col)
      UNION SELECT unnest(added.more)) AS of;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', added.tab, format('%s_%s_word', added.tab, added.col));
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IN (%s))', added.tab,
      format('%s_%s_word', added.tab, added.col), added.col, words);
  END LOOP;
END $$;

REVOKE ALL ON accounting_period FROM butie_app;
GRANT SELECT, INSERT, UPDATE (state, report_sha256, proposed_by, proposed_at, closed_by, closed_at) ON accounting_period TO butie_app;
REVOKE ALL ON accounting_reopening FROM butie_app;
GRANT SELECT, INSERT, UPDATE (reason_sealed) ON accounting_reopening TO butie_app;
REVOKE ALL ON difference_explanation FROM butie_app;
GRANT SELECT, INSERT, UPDATE (text_sealed) ON difference_explanation TO butie_app;
REVOKE ALL ON reconciliation FROM butie_app;
GRANT SELECT, INSERT ON reconciliation TO butie_app;
REVOKE ALL ON reconciliation_difference FROM butie_app;
GRANT SELECT, INSERT ON reconciliation_difference TO butie_app;
