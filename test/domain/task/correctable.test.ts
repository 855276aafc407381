import { describe, expect, it } from 'vitest';
import { isClassTable } from '../../../domain/filing/filing-rules.ts';
import { correctableOfClaim, correctableOfFiling, correctableOfGrant } from '../../../domain/task/correctable.ts';
import { refusalChoices } from '../../../domain/task/refusal-choices.ts';
import { PRACTICE_LIBRARY, practiceSnapshot } from '../../support/policy-library.ts';

const ROUTES = PRACTICE_LIBRARY.packs.flatMap((pack) => pack.routes);
const SNAPSHOT = practiceSnapshot();
const snapshotOf = (routeDefinition: (typeof ROUTES)[number]) => ({ ...SNAPSHOT, routeDefinition });

describe('what a return can name (X10)', () => {
  it.each(ROUTES.map((route) => [route.code, route] as const))(
    '%s: each place once, each with a name of its own',
    (_code, route) => {
      const snapshot = snapshotOf(route);
      for (const places of [
        correctableOfClaim(snapshot, true),
        correctableOfClaim(snapshot, false),
        correctableOfFiling(snapshot),
        correctableOfGrant(snapshot),
      ]) {
        const pointers = places.map(({ pointer }) => pointer);
        expect(pointers).toEqual([...new Set(pointers)]);
        for (const language of ['zh', 'en'] as const) {
          const labels = places.map(({ label }) => label[language].toLowerCase());
          expect(labels).toEqual([...new Set(labels)]);
        }
      }
    },
  );

  it('has the papers of people, and no table of a class as a paper', () => {
    const ofPeople = ROUTES.filter(({ documents }) => documents.some(({ when }) => when === 'line'));
    expect(ofPeople.length).toBeGreaterThan(0);
    for (const route of ofPeople) {
      const codes = route.documents.filter(({ when }) => when === 'line').map(({ code }) => `/documents/${code}`);
      const pointers = correctableOfClaim(snapshotOf(route), false).map(({ pointer }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(codes));
    }
    for (const route of ROUTES) {
      const pointers = correctableOfClaim(snapshotOf(route), true).map(({ pointer }) => pointer);
      expect(pointers.filter((pointer) => isClassTable(pointer.replace('/documents/', '')))).toEqual([]);
    }
  });

  it('R-039, R-102: a route that asks the certificate register may refuse for it, and every route for an own reason', () => {
    for (const route of ROUTES) {
      const codes = refusalChoices(route, 'base');
      expect(codes).toContain('REFUSED_BY_REVIEWER');
      expect(codes.includes('CERT_UNVERIFIED')).toBe(route.checks.includes('CERTIFICATE_REGISTER'));
    }
  });
});
