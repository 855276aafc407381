import type { Access, AccessLog } from './access-log.ts';
import type { Caller } from './caller.ts';
import type { Asked, Reply, Route } from './route.ts';
import { Problem } from './problem.ts';

/**
 * Runs a route whose use is recorded (S10): what was done stands in the audit before the answer leaves. A list counts as
 * exported when it leaves as a file.
 */
export function recorded(
  route: Route,
  { access }: { readonly access: AccessLog },
  asked: Asked,
  carryOut: () => Promise<Reply<unknown>>,
): () => Promise<Reply<unknown>> {
  const { recorded: act, operationId } = route;
  if (act === undefined) {
    return carryOut;
  }
  const record = async (): Promise<void> => {
    const facts = { operation: operationId, ...wordsOf(asked.params), ...wordsOf(withoutTyped(asked.query)) };
    const { caller, at } = asked;
    await access.record({
      act,
      caller,
      at,
      facts: act === 'clockMoved' ? { ...facts, ...wordsOf(asked.body) } : facts,
    });
  };
  return async () => {
    try {
      const reply = await carryOut();
      if (act !== 'exported' || !('body' in reply)) {
        await record();
      }
      return reply;
    } catch (error) {
      if (goesOn(error)) {
        await record();
      }
      throw error;
    }
  };
}

/** A move of the clock that is late goes on after its answer. */
function goesOn(error: unknown): boolean {
  return error instanceof Problem && error.code === 'CLOCK_NOT_QUIET';
}

/** Records that a signed-in caller was refused; returns the error to throw on. */
export async function noteRefusal(
  error: unknown,
  { operationId }: Route,
  { caller, at }: { readonly caller: Caller; readonly at: () => Promise<Date> },
  access: AccessLog,
): Promise<void> {
  if (error instanceof Problem && error.status === FORBIDDEN) {
    const facts = { operation: operationId, code: error.code };
    await access.count({ act: 'refused', caller, at: await at(), facts }, `${operationId} ${error.code}`);
  }
}

const FORBIDDEN = 403;

/** What somebody typed to search by may be a name: that there was a search is kept, and not its words. */
function withoutTyped(query: unknown): unknown {
  return typeof query === 'object' && query !== null && 'q' in query ? { ...query, q: true } : query;
}

/** The texts, numbers and flags of parameters, which are ids, days and codes. */
function wordsOf(part: unknown): Access['facts'] {
  const fields = typeof part === 'object' && part !== null ? Object.entries(part) : [];
  return Object.fromEntries(fields.filter((field): field is [string, string | number | boolean] => isWord(field[1])));
}

function isWord(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
