import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listAllRoutes } from '../../scripts/rules/route-list.ts';
import { recipeOf } from '../support/permissions/questions.ts';
import { KIND_OF_PARAMETER } from '../support/permissions/recipes.ts';

/** Operations on things that the matrix asks otherwise, and where. */
const ASKED_OTHERWISE: readonly string[] = [
  // By what anybody may see of a notice, and by sessions, in tests of their own beside the matrix.
  'readPublicNotice',
  'fileObjection',
  'endOwnSession',
  // A plan says of each of its tasks whether it is there for the person, and a bulk is its person's alone (bulk-decisions).
  'decideInBulk',
  'readBulkDecision',
  // Who a party is, is no secret, and a relation to it is said by the person alone.
  'declareRelations',
  // A difference is of a day of one's own office; another office is asked in evenings.test.ts.
  'explainDifference',
  // A run is of the whole office, and a finding of one's own: another office is asked in checks.test.ts.
  'readIntegrityRun',
  'explainIntegrityFinding',
  // A view keeps a query and reads nothing; who sees what is judged when the list is asked.
  'saveView',
];

/** The fields of a body that name something, as `claimIds`, at any depth. */
function idsIn(schema: unknown): readonly string[] {
  return Array.from(JSON.stringify(schema ?? {}).matchAll(/"(\w+Ids?|resource)":/g), ([, name]) => name ?? '');
}

function bodyIds(body: z.ZodType | undefined): readonly string[] {
  return body === undefined ? [] : idsIn(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));
}

describe('the matrix of permissions', () => {
  it('S7: asks every operation that names something by an id about an object, and not at the door alone', () => {
    const atTheDoor = listAllRoutes()
      .filter(({ operationId }) => !ASKED_OTHERWISE.includes(operationId))
      .filter((route) => {
        const inPath = Array.from(route.path.matchAll(/:(\w+Id)\b/g), ([, name]) => name ?? '');
        const { names, judged } = recipeOf(route);
        const hasObject = names !== undefined || inPath.some((name) => KIND_OF_PARAMETER[name] !== undefined);
        return inPath.length + bodyIds(route.body).length > 0 && (!hasObject || judged === 'door');
      });
    expect(atTheDoor.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('S7: says in its recipes what the schemas take, so that permission alone refuses', () => {
    const refused = listAllRoutes().filter((route) => {
      const { body, file, judged } = recipeOf(route);
      const isAsked = judged !== 'door' && judged !== 'credential' && file === undefined;
      return isAsked && typeof body !== 'function' && route.body?.safeParse(body).success === false;
    });
    expect(refused.map(({ operationId }) => operationId)).toEqual([]);
  });
});
