-- Budgets and progress of plan lines are sums over their classes (R-016, R-152).
CREATE INDEX "class_filing_plan_line_id_idx" ON "class_filing"("plan_line_id");
CREATE INDEX "class_filing_jurisdiction_ends_on_idx" ON "class_filing"("jurisdiction", "ends_on");
