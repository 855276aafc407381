import { describe, expect, it } from 'vitest';
import { attendanceColumn, checkAttendanceRow } from '../../../domain/intake/attendance-row.ts';
import { checkEvidenceRow, evidenceColumn } from '../../../domain/intake/evidence-row.ts';
import { checkResultRow, resultColumn } from '../../../domain/intake/result-row.ts';
import { day } from '../../support/policy-library.ts';

const ID = '159901198809245647';
const today = day('2025-06-05');
const onList = (idNumber: string) => idNumber === ID;
const NONE: ReadonlySet<string> = new Set();

type Outcome = { ok: true } | { ok: false; error: { column: string; code: string } };
const said = (outcome: Outcome) => (outcome.ok ? 'good' : `${outcome.error.column} ${outcome.error.code}`);

describe('an attendance sheet', () => {
  const context = {
    today,
    opensOn: day('2025-05-26'),
    endsOn: day('2025-06-10'),
    isOnRoster: onList,
    seen: NONE,
    stored: () => undefined,
    isInClaim: () => false,
  };
  const good = { idNumber: ID, date: '2025-05-26', hours: '8' };

  it.each([
    [{}, 'good'],
    [{ date: '2025/5/26', hours: '7.5' }, 'good'],
    [{ date: '2025年5月26日' }, 'good'],
    [{ date: '2025-05-25' }, 'date DATE_OUTSIDE_CLASS'],
    [{ date: '2025-06-11' }, 'date DATE_OUTSIDE_CLASS'],
    [{ date: '2025-06-06' }, 'date DATE_IN_FUTURE'],
    [{ date: '2025-02-30' }, 'date DATE_FORMAT'],
    [{ hours: '25' }, 'hours HOURS_FORMAT'],
    [{ hours: '7.25' }, 'hours HOURS_FORMAT'],
    [{ hours: '' }, 'hours REQUIRED'],
    [{ idNumber: '159901199900000000' }, 'idNumber ID_FORMAT'],
    [{ idNumber: '15990119900120349X' }, 'idNumber NOT_ON_ROSTER'],
  ])('R-036: of %j is %s', (change, expected) => {
    expect(said(checkAttendanceRow({ ...good, ...change }, context))).toBe(expected);
  });

  it('refuses a second row of the same person and day, and knows a stored one', () => {
    const seen = new Set([`${ID} 2025-05-26`]);
    expect(said(checkAttendanceRow(good, { ...context, seen }))).toBe('date DUPLICATE_IN_FILE');
    expect(checkAttendanceRow(good, { ...context, stored: () => 8 })).toMatchObject({ isUnchanged: true });
    expect(checkAttendanceRow(good, { ...context, stored: () => 7 })).toMatchObject({ isUnchanged: false });
    expect(['证件号码', '日期', '课时'].map(attendanceColumn)).toEqual(['idNumber', 'date', 'hours']);
  });
});

describe('a list of results', () => {
  const context = { today, isOnRoster: onList, seen: NONE, stored: () => undefined, isInClaim: () => false };
  const certificate = { certificateKind: 'SKILL_LEVEL', certificateNo: 'A1', certificateDate: '2025-06-05' };
  const good = { idNumber: ID, assessed: '合格', ...certificate };

  it.each([
    [{}, 'good'],
    [{ certificateKind: '职业技能等级证书' }, 'good'],
    [{ assessed: '不合格', certificateKind: '', certificateNo: '', certificateDate: '' }, 'good'],
    [{ assessed: 'constructor' }, 'assessed UNKNOWN_RESULT'],
    [{ certificateNo: '' }, 'certificateNo REQUIRED'],
    [{ certificateKind: 'ASSOCIATION' }, 'certificateKind UNKNOWN_CERTIFICATE_KIND'],
    [{ certificateDate: '2025-06-06' }, 'certificateDate DATE_IN_FUTURE'],
    [{ certificateDate: 'soon' }, 'certificateDate DATE_FORMAT'],
    [{ idNumber: '15990119900120349X' }, 'idNumber NOT_ON_ROSTER'],
  ])('R-038: of %j is %s', (change, expected) => {
    expect(said(checkResultRow({ ...good, ...change }, context))).toBe(expected);
  });

  it('knows a stored result and a second row of one person', () => {
    const first = checkResultRow(good, context);
    const stored = first.ok ? first.row : undefined;
    expect(checkResultRow(good, { ...context, stored: () => stored })).toMatchObject({ isUnchanged: true });
    expect(said(checkResultRow(good, { ...context, seen: new Set([ID]) }))).toBe('idNumber DUPLICATE_IN_FILE');
    expect(resultColumn('考核结果')).toBe('assessed');
  });
});

describe('a list of contracts', () => {
  const context = { today, isOnClaim: onList, seen: NONE };
  const good = {
    idNumber: ID,
    contractSignedOn: '2025-06-01',
    contractEndsOn: '2026-05-31',
    openEnded: 'false',
    employer: '厂',
    insuredMonths: '1',
    insuranceKinds: 'PENSION;医疗保险',
  };

  it.each([
    [{}, 'good'],
    [{ contractEndsOn: '', openEnded: '是' }, 'good'],
    [{ insuranceKinds: '' }, 'good'],
    [{ contractEndsOn: '' }, 'contractEndsOn REQUIRED'],
    [{ contractEndsOn: '2025-05-31' }, 'contractEndsOn ENDS_BEFORE_SIGNED'],
    [{ contractSignedOn: '2025-06-06' }, 'contractSignedOn DATE_IN_FUTURE'],
    [{ contractStartsOn: '2025-06-17' }, 'good'],
    [{ contractStartsOn: '17 June' }, 'contractStartsOn DATE_FORMAT'],
    [{ contractStartsOn: '2026-06-01' }, 'contractEndsOn ENDS_BEFORE_START'],
    [{ openEnded: 'maybe' }, 'openEnded YES_OR_NO'],
    [{ insuredMonths: 'two' }, 'insuredMonths NUMBER_FORMAT'],
    [{ insuranceKinds: 'LIFE' }, 'insuranceKinds UNKNOWN_INSURANCE_KIND'],
    [{ idNumber: '15990119900120349X' }, 'idNumber NOT_ON_CLAIM'],
  ])('R-079: of %j is %s', (change, expected) => {
    expect(said(checkEvidenceRow({ ...good, ...change }, context))).toBe(expected);
  });

  it.each([
    ['2025-05-17', '2025-05-17'],
    ['', '2025-06-01'],
    [undefined, '2025-06-01'],
  ])('L8: with a first day %j has the first day %s, because no day is the signing day', (contractStartsOn, first) => {
    const cells = contractStartsOn === undefined ? good : { ...good, contractStartsOn };
    expect(checkEvidenceRow(cells, context)).toMatchObject({
      row: { contractSignedOn: '2025-06-01', contractStartsOn: first },
    });
  });

  it('reads both headers', () => {
    expect(evidenceColumn('合同签订日期')).toBe('contractSignedOn');
    expect(evidenceColumn('合同起始日期')).toBe('contractStartsOn');
    expect(evidenceColumn('insuranceKinds')).toBe('insuranceKinds');
  });
});
