import { describe, expect, it } from 'vitest';
import { policyReport, type PolicyReport } from '../../scripts/rules/policy-report.ts';
import { withPackFolder } from '../support/pack-folder.ts';
import { day, POLICIES } from '../support/policy-library.ts';

const DOCUMENT =
  "document: { id: x, title: x, date: 2025-01-01, issuer: x, level: city, jurisdiction: '999900', validFrom: 2025-01-01 }\n";

describe('npm run policies:check', () => {
  it('says for each jurisdiction and route what it lacks', () => {
    const report = policyReport(QUESTION);
    expect(report.isUsable).toBe(true);
    expect(report.lines).toContain('  C01 INSTITUTION_PROJECT_TRAINING: lacks rate.classHour');
    expect(report.lines).toContain('  C08 TRIAL_ENTREPRENEURSHIP_2000: open');
    expect(report.lines.find((line) => line.startsWith('150600 2025-06-01: '))).toContain('closed');
    expect(report.lines.find((line) => line.startsWith('  grant.amount.BASE_STUDIO_GRANT_CITY'))).toContain(
      'Announced by a document',
    );
  });

  it('reads another folder on top and says its defects', () => {
    expect(reportOf(oneRow('notice.days') + NOTICE_UNIT).isUsable).toBe(true);
    expect(reportOf(oneRow('notice.dayz')).lines[0]).toMatch(/\/999900\/x\.yaml:3: parameters\.0\.key: no rule/);
    const broken = reportOf(oneRow('notice.days').replace('calendarDays', 'fen'));
    expect(broken.isUsable).toBe(false);
    expect(broken.lines[0]).toMatch(/\/999900\/x\.yaml:3: parameters\.0\.unit/);
  });
});

const NOTICE_UNIT = "  - { key: notice.unit, value: CALENDAR, unit: code, clause: '1', mark: ours }\n";

const QUESTION = { policies: POLICIES, practice: false, on: day('2025-06-01') };

function oneRow(key: string): string {
  return `${DOCUMENT}parameters:\n  - { key: ${key}, value: 7, unit: calendarDays, clause: '1', mark: ours }\n`;
}

function reportOf(text: string): PolicyReport {
  return withPackFolder({ '999900/x.yaml': text }, (folder) => policyReport({ ...QUESTION, folder }));
}
