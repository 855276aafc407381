import { setTimeout as pause } from 'node:timers/promises';
import { ZERO_CHECKS } from '../../domain/check/check-words.ts';
import { until, type Answer } from './office-client.ts';

/** An operator, however patient. */
interface Operator {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
}

interface Result {
  readonly check: string;
  readonly findings: number;
  readonly failed: boolean;
}

/** A workflow that was seen a moment before its end is looked at again by the next listing but one. */
const LOOKS_AGAIN_MS = 150_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Asks an office, by an operator's desk, for the checks that find nothing in a sound one, until they find nothing.
 * @returns a sentence for each finding that stays, and for each check that could not run
 */
export async function findingsThatMustBeZero(ops: Operator): Promise<readonly string[]> {
  for (const endMs = Date.now() + LOOKS_AGAIN_MS; ;) {
    const said = await findingsNow(ops);
    if (said.length === 0 || Date.now() > endMs) {
      return said;
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function findingsNow(ops: Operator): Promise<readonly string[]> {
  const { id } = (await ops.post('/api/v1/integrity-runs', { checks: ZERO_CHECKS })).body;
  const results = await until<readonly Result[]>('the run of the checks', async () => {
    const { state, checks } = (await ops.get(`/api/v1/integrity-runs/${id}`)).body;
    return state === 'done' ? checks : null;
  });
  const said: string[] = [];
  for (const { check, findings, failed } of results) {
    if (failed) {
      said.push(`the check ${check} could not run`);
    }
    if (findings > 0) {
      const { items } = (await ops.get(`/api/v1/integrity-findings?check=${check}&state=open`)).body;
      said.push(
        ...items.map((one: { readonly entity: object; readonly evidence: object }) =>
          [check, JSON.stringify(one.entity), JSON.stringify(one.evidence)].join(' '),
        ),
      );
    }
  }
  return said;
}
