import { describe, expect, it } from 'vitest';
import { advanceOfExpectedFen, expectedFen } from '../../../domain/recovery/advance.ts';
import { attendanceKey, checkAttendanceRow } from '../../../domain/intake/attendance-row.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineFacts } from '../../../domain/line/line-facts.ts';
import { checkEvidenceRow, evidenceKey } from '../../../domain/intake/evidence-row.ts';
import { floatFen, floatParameters, floatWindow, judgeContract } from '../../../domain/line/float.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { compareCertificate } from '../../../domain/line/register-answers.ts';
import { checkResultRow, resultKey } from '../../../domain/intake/result-row.ts';
import { checkRosterRow, rosterKey } from '../../../domain/intake/roster-row.ts';
import { checkTable, numberedRows } from '../../../domain/intake/table-check.ts';
import { parseFen, sumFen, type Fen } from '../../../domain/money.ts';
import { day, practiceCsv, practiceJson, practiceSnapshot } from '../../support/policy-library.ts';

const EXPECTED = practiceJson('class-welders/expected.json');
const SNAPSHOT = practiceSnapshot();
const CLASS = { opensOn: day('2025-05-26'), endsOn: day('2025-06-10'), classHours: 80, occupation: '6-18-02-04' };
const today = day('2025-12-31');
const NOTHING_STORED = { stored: () => undefined, isInClaim: () => false };

function countedLines() {
  const roster = checkTable(numberedRows(practiceCsv('class-welders/roster.csv')), rosterKey, (cells, seen) =>
    checkRosterRow(cells, { today, opensOn: CLASS.opensOn, minAge: 16, seen, stored: () => undefined }),
  );
  const isOnRoster = (idNumber: string) => roster.good.some((row) => row.idNumber === idNumber);
  const attendance = checkTable(
    numberedRows(practiceCsv('class-welders/attendance.csv')),
    attendanceKey,
    (cells, seen) => checkAttendanceRow(cells, { ...CLASS, today, isOnRoster, seen, ...NOTHING_STORED }),
  );
  const results = checkTable(numberedRows(practiceCsv('class-welders/results.csv')), resultKey, (cells, seen) =>
    checkResultRow(cells, { today, isOnRoster, seen, ...NOTHING_STORED }),
  );
  expect([roster.errors, attendance.errors, results.errors]).toEqual([[], [], []]);
  const certificates = practiceCsv('class-welders/register-certificates.csv').map((row) => ({
    certificateNo: row['certificateNo'] ?? '',
    idNumber: row['idNumber'] ?? '',
    occupation: row['occupation'] ?? '',
    level: row['level'] ?? '',
    date: day(row['date'] ?? ''),
  }));
  const identity = practiceCsv('class-welders/register-identity.csv');
  return roster.good.map((person) => {
    const result = results.good.find((row) => row.idNumber === person.idNumber) ?? null;
    const certificate = result?.certificate ?? null;
    const facts: LineFacts = {
      ...CLASS,
      skillLevel: 'LEVEL_5',
      submittedOn: day('2025-06-23'),
      categories: person.categories,
      feeFen: person.feeFen,
      attendedHours: attendance.good
        .filter((row) => row.idNumber === person.idNumber)
        .reduce((sum, row) => sum + row.hours, 0),
      result,
      certificateRegister:
        certificate === null
          ? null
          : {
              isAvailable: true,
              value: compareCertificate(
                { idNumber: person.idNumber, occupation: CLASS.occupation, skillLevel: 'LEVEL_5', certificate },
                certificates,
              ),
            },
      identityRegister: {
        isAvailable: true,
        value: identity
          .filter((row) => row['idNumber'] === person.idNumber)
          .map((row) => ({ status: row['status'] ?? '', since: day(row['since'] ?? ''), until: null })),
      },
      subsidyRegister: { isAvailable: true, value: [] },
      ownSubsidies: [],
      isClaimedByOtherSide: false,
      plausibility: [],
    };
    return { idNumber: person.idNumber, judgement: judgeLine(facts, SNAPSHOT), baseFen: pricedAs(facts) };
  });
}

describe('the class of welders', () => {
  const lines = countedLines();
  const eligible = lines.filter((line) => line.judgement.state === 'eligible');
  const isOnClaim = (idNumber: string) => eligible.some((line) => line.idNumber === idNumber);

  it('R-036, R-052, R-068, R-070: has 36 lines for 28,800.00 and four refusals with their reasons', () => {
    const refused = lines.flatMap((line) => line.judgement.refusals.map((one) => [line.idNumber, one.code]));
    expect(EXPECTED).toMatchObject({
      rosterRows: lines.length,
      eligibleLines: eligible.length,
      approvedFen: sumFen(eligible.map(({ baseFen }) => baseFen)),
      baseFenPerLine: eligible[0]?.baseFen,
    });
    expect(new Map(refused.map(([id = '', code = '']) => [id, code]))).toEqual(refusedIn('refused'));
    expect(eligible.flatMap((line) => line.judgement.findings)).toEqual([]);
  });

  it('R-071: may have at most 19,200.00 in advance', () => {
    const rateFen = SNAPSHOT.rates[0]?.value ?? parseFen(0);
    const filed = { heads: lines.length, classHours: CLASS.classHours, months: 0, shares: null };
    const max = advanceOfExpectedFen(expectedFen(filed, { kind: 'classHour', value: rateFen }), 6000);
    expect(EXPECTED).toMatchObject({ advanceMaxFen: max });
  });

  it('R-076 to R-079: earns the top-up with 12 of 16 contracts, 4,800.00', () => {
    const parameters = floatParameters(SNAPSHOT);
    const window = floatWindow(CLASS, parameters);
    const evidence = checkTable(numberedRows(practiceCsv('class-welders/contracts.csv')), evidenceKey, (cells, seen) =>
      checkEvidenceRow(cells, { today, isOnClaim, seen }),
    );
    expect(evidence.errors).toEqual([]);
    const judged = evidence.good.map((row) => ({
      idNumber: row.idNumber,
      ...judgeContract(row, window, parameters, { isAvailable: true, value: [] }),
    }));
    const accepted = judged.filter((one) => one.state === 'accepted');
    const perLine = floatFen(eligible[0]?.baseFen ?? parseFen(0), null, parameters.rateBp);
    expect(EXPECTED).toMatchObject({
      contractWindowLastDay: window.endsOn,
      floatLines: accepted.length,
      floatFenPerLine: perLine,
      floatFen: sumFen(accepted.map(() => perLine)),
    });
    const refused = judged.flatMap((one) => one.refusals.map((refusal) => [one.idNumber, refusal.code]));
    expect(new Map(refused.map(([id = '', code = '']) => [id, code]))).toEqual(refusedIn('floatRefused'));
  });
});

function pricedAs(facts: LineFacts): Fen {
  const price = priceLine(facts, SNAPSHOT);
  if (!price.ok) {
    throw new Error(price.refusal.detail.en);
  }
  return price.baseFen;
}

function refusedIn(field: string): ReadonlyMap<string, string> {
  const pairs: unknown = typeof EXPECTED === 'object' && EXPECTED !== null ? Reflect.get(EXPECTED, field) : [];
  return new Map(Array.isArray(pairs) ? pairs : []);
}
