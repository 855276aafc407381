import { describe, expect, it } from 'vitest';
import type { LineCheckCode, PartyKind } from '../../../domain/policy/route-codes.ts';
import { admitApplicant, type FilingApplicant } from '../../../domain/filing/applicant-admission.ts';

const by = (kind: PartyKind, change: Partial<FilingApplicant> = {}): FilingApplicant => ({
  kind,
  isOnInstitutionDirectory: false,
  isChainLeader: false,
  ...change,
});
const routeFor = (applicants: readonly PartyKind[], checks: readonly LineCheckCode[] = []) => ({
  intake: 'class' as const,
  applicants,
  checks,
});
const INSTITUTIONS = routeFor(['institution', 'college']);
const ENTERPRISES = routeFor(['enterprise']);
const BOTH = routeFor(['institution', 'enterprise']);
const LISTED = { isOnInstitutionDirectory: true };

const refusalOf = (...asked: Parameters<typeof admitApplicant>) => {
  const verdict = admitApplicant(...asked);
  return verdict.ok ? null : verdict.reason;
};

describe('who may file a class', () => {
  it('R-025 institutions and colleges stand on the directory of the filing day', () => {
    expect(refusalOf(INSTITUTIONS, by('institution', LISTED))).toBeNull();
    expect(refusalOf(INSTITUTIONS, by('college', LISTED))).toBeNull();
    expect(refusalOf(INSTITUTIONS, by('institution'))).toBe('NOT_ON_DIRECTORY');
    expect(refusalOf(BOTH, by('institution'))).toBe('NOT_ON_DIRECTORY');
  });

  it('R-025 does not ask an enterprise that trains its own people where its route names it (C03, C05)', () => {
    expect(refusalOf(ENTERPRISES, by('enterprise'))).toBeNull();
    expect(refusalOf(BOTH, by('enterprise'))).toBeNull();
  });

  it('R-025 keeps others out of the classes of institutions, listed or not', () => {
    expect(refusalOf(INSTITUTIONS, by('enterprise'))).toBe('NOT_ON_DIRECTORY');
    expect(refusalOf(INSTITUTIONS, by('enterprise', LISTED))).toBe('APPLICANT_NOT_ADMITTED');
    expect(refusalOf(ENTERPRISES, by('institution'))).toBe('APPLICANT_NOT_ADMITTED');
    expect(refusalOf(ENTERPRISES, by('institution', LISTED))).toBe('APPLICANT_NOT_ADMITTED');
    expect(refusalOf(BOTH, by('person'))).toBe('APPLICANT_NOT_ADMITTED');
  });

  it('R-043 wants a leader of a chain where the members of a chain are trained (C45)', () => {
    const chain = routeFor(['enterprise'], ['CHAIN_MEMBER']);
    expect(refusalOf(chain, by('enterprise'))).toBe('NOT_CHAIN_LEADER');
    expect(refusalOf(chain, by('enterprise', { isChainLeader: true }))).toBeNull();
  });

  it('files no class where nothing but persons, months or results are handed in (C06, C10)', () => {
    expect(refusalOf({ ...ENTERPRISES, intake: 'persons' }, by('enterprise'))).toBe('NOT_A_CLASS_ROUTE');
  });
});
