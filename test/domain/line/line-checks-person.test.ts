import { describe, expect, it } from 'vitest';
import type { EntryFacts } from '../../../domain/intake/entry.ts';
import type { LineContext, LineFacts } from '../../../domain/line/line-facts.ts';
import { codes, only } from '../../support/judged-lines.ts';
import { held, routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { CALENDAR, day, ROUTE } from '../../support/policy-library.ts';

const LAW = routeSnapshot('INDIVIDUAL_CERTIFICATE');
const ENTRY: EntryFacts = { registeredAt: '220100', worksAt: '150602', trainedAt: '150602' };
const certified = (issuedOn: string): LineFacts['result'] => ({
  idNumber: 'x',
  hasPassed: true,
  certificate: { kind: 'SPECIFIC_ABILITY', certificateNo: 'C-1', issuedOn: day(issuedOn) },
});
const at = (submittedOn: string, issuedOn: string, context: Partial<LineContext> = {}) =>
  codes(only(LAW, 'CLAIM_WINDOW'), {
    line: { submittedOn: day(submittedOn), result: certified(issuedOn) },
    context,
  });

const place = (entry: EntryFacts) => codes(only(LAW, 'PLACE_OF_TRAINING'), { entry });
const elsewhere = (kind: 'CERTIFICATE' | 'TRAINING', key: string, jurisdiction: string, law = LAW) =>
  codes(only(law, 'PLACE_OF_TRAINING'), {
    entry: { ...ENTRY, courseNo: 'K-7' },
    line: { result: certified('2025-06-19') },
    context: { held: [held(kind, key, { jurisdiction })] },
  });
const listed = (listedOccupations: readonly string[] | null) =>
  codes(only(LAW, 'OCCUPATION_LISTED'), { context: { listedOccupations } });
const account = (isOwnAccount: boolean | null) => codes(only(LAW, 'OWN_ACCOUNT'), { context: { isOwnAccount } });

describe('a certificate of a person', () => {
  it('R-057: of a specific ability is refused for the skill upgrade and accepted for the training subsidy', () => {
    const line = { result: certified('2025-06-19') };
    expect(codes(only(LAW, 'CERTIFICATE'), { line })).toEqual([]);
    expect(codes(only(routeSnapshot('SKILL_UPGRADE_SUBSIDY'), 'UPGRADE_CERTIFICATE'), { line })).toEqual([
      'CERTIFICATE_NOT_FOR_UPGRADE',
    ]);
  });

  it('R-011: is claimed within twelve months, the last day in, and a leap day ends in February', () => {
    expect(at('2026-03-02', '2025-03-02')).toEqual([]);
    expect(at('2026-03-03', '2025-03-02')).toEqual(['CLAIM_WINDOW_OVER']);
    expect(at('2025-02-28', '2024-02-29')).toEqual([]);
    expect(at('2025-03-01', '2024-02-29')).toEqual(['CLAIM_WINDOW_OVER']);
  });

  it('R-011: a filing deadline on a Sunday or a holiday goes to the next working day', () => {
    const context = { calendar: CALENDAR };
    expect(at('2026-03-02', '2025-03-01', context)).toEqual([]);
    expect(at('2026-03-02', '2025-03-01')).toEqual(['CLAIM_WINDOW_OVER']);
    expect(at('2025-10-09', '2024-10-01', context)).toEqual([]);
    expect(at('2025-10-10', '2024-10-01', context)).toEqual(['CLAIM_WINDOW_OVER']);
  });

  it('R-047: one of three places lies here, and the training was in one of them', () => {
    expect(place(ENTRY)).toEqual([]);
    expect(place({ registeredAt: '150600' })).toEqual([]);
    expect(place({ registeredAt: '150700' })).toEqual(['PLACE_NOT_ENTITLED']);
    expect(place({})).toEqual(['PLACE_NOT_ENTITLED']);
    expect(place({ residesAt: '150602', trainedAt: '110000' })).toEqual(['PLACE_NOT_ENTITLED']);
    expect(place({ residesAt: '150602', worksAt: '110105', trainedAt: '110000' })).toEqual([]);
    const atWork = withLaw(only(LAW, 'PLACE_OF_TRAINING'), { 'place.kinds': ['WORK_OR_JOB_SEEKING'] });
    expect(codes(atWork, { entry: ENTRY })).toEqual([]);
    expect(codes(atWork, { entry: { registeredAt: '150600' } })).toEqual(['PLACE_NOT_ENTITLED']);
  });

  it('L22: a migrant farmer or herder claims at the place of work, whatever places others may choose (R-064)', () => {
    const atHome = withLaw(only(LAW, 'PLACE_OF_TRAINING'), { 'place.kinds': ['REGISTRATION'] });
    const places = { registeredAt: '220100', worksAt: '150602', trainedAt: '150602' };
    const of = (category: string) => codes(atHome, { entry: places, line: { categories: [category] } });
    expect(of('ENTERPRISE_EMPLOYEE')).toEqual(['PLACE_NOT_ENTITLED']);
    expect(of('MIGRANT_FARMER_WORKER')).toEqual([]);
    const nobody = withLaw(atHome, { 'place.migrantGroups': undefined });
    expect(codes(nobody, { entry: places, line: { categories: ['MIGRANT_FARMER_WORKER'] } })).toEqual([
      'PLACE_NOT_ENTITLED',
    ]);
  });

  it('R-064: the same training in two places is claimed once', () => {
    expect(elsewhere('CERTIFICATE', 'SPECIFIC_ABILITY/C-1', '150700')).toEqual(['CLAIMED_ELSEWHERE']);
    expect(elsewhere('TRAINING', 'K-7', '150700')).toEqual(['CLAIMED_ELSEWHERE']);
    expect(elsewhere('CERTIFICATE', 'SPECIFIC_ABILITY/C-2', '150700')).toEqual([]);
    expect(elsewhere('CERTIFICATE', 'SPECIFIC_ABILITY/C-1', '150600')).toEqual([]);
  });

  it('L2: the appraisal subsidy stands beside the training subsidy of the same certificate, in another place too', () => {
    const appraisal = routeSnapshot('APPRAISAL_SUBSIDY');
    expect(elsewhere('CERTIFICATE', 'SPECIFIC_ABILITY/C-1', '150700', appraisal)).toEqual([]);
    expect(appraisal.routeDefinition.keys).not.toContain('CERTIFICATE');
  });

  it('R-028: of an occupation off the directory of the day is refused', () => {
    expect(listed(['6-18-02-04'])).toEqual([]);
    expect(listed(['6-18-02-04/LEVEL_5'])).toEqual([]);
    expect(listed(['6-18-02-04/LEVEL_4'])).toEqual(['OCCUPATION_NOT_LISTED']);
    expect(listed(null)).toEqual([]);
  });

  it('L16: shows a training by a paper of the person or by the roster of a class, never by a class number alone', () => {
    const law = only(LAW, 'TRAINING_PROOF');
    expect(LAW.routeDefinition.checks).toContain('TRAINING_PROOF');
    expect(codes(law)).toEqual(['TRAINING_PROOF_MISSING']);
    expect(codes(law, { entry: { courseNo: 'K-7' } })).toEqual(['TRAINING_PROOF_MISSING']);
    expect(codes(law, { context: { hasTrainingProof: true } })).toEqual([]);
    expect(codes(law, { context: { trainingId: 'fil_1' } })).toEqual(['TRAINING_PROOF_MISSING']);
  });

  it('R-107: money goes to an own account', () => {
    expect([account(true), account(null)]).toEqual([[], []]);
    expect(account(false)).toEqual(['ACCOUNT_OF_ANOTHER']);
  });

  it('C04: the renewal of a permit earns nothing unless the pack says so', () => {
    const entry = { isRenewal: true };
    expect(codes(only(LAW, 'RENEWED_PERMIT'), { entry })).toEqual(['RENEWED_PERMIT']);
    expect(codes(only(withLaw(LAW, { 'cert.renewalAllowed': true }), 'RENEWED_PERMIT'), { entry })).toEqual([]);
    expect(codes(only(LAW, 'RENEWED_PERMIT'), { entry: { isRenewal: false } })).toEqual([]);
  });

  it('R-066: of a class that its institution claimed is refused', () => {
    expect(codes(only(LAW, 'TRAINING_ONCE'), { line: { isClaimedByOtherSide: true } })).toEqual([
      'ALREADY_CLAIMED_BY_INSTITUTION',
    ]);
  });

  it('R-051: level 4 after level 3 is allowed as training, and refused where the pack bars it', () => {
    const ownSubsidies = [{ route: ROUTE, occupation: '6-18-02-04', level: 'LEVEL_3', date: day('2024-01-01') }];
    const line: Partial<LineFacts> = { skillLevel: 'LEVEL_4', ownSubsidies };
    expect(codes(only(LAW, 'LOWER_LEVEL'), { line })).toEqual([]);
    const barred = withLaw(LAW, { 'limit.barLowerAfterHigher.training': true });
    expect(codes(only(barred, 'LOWER_LEVEL'), { line })).toEqual(['LOWER_LEVEL_BARRED']);
  });
});
