import { isUtf8, type Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import { PayoutEvent } from '../../schemas/payout-schemas.ts';
import type { Report } from './payout-ports.ts';

/** The sender's id of an event, and the machine whose secret signed it. */
interface SentEvent {
  readonly id: string;
  readonly machineId: string;
}

/**
 * Reads a signed event, whatever its body holds (F13): a field that does not fit is null, and the bytes stay with the
 * report. Never throws.
 */
export function readPayoutEvent(bytes: Buffer, { id: webhookId, machineId }: SentEvent): Report {
  const said = jsonOf(bytes);
  const { type, data } = PayoutEvent.parse(said);
  const fields = {
    instructionId: data.instructionId ?? null,
    amountFen: data.amountFen ?? null,
    valueDate: data.valueDate ?? null,
    bankReference: data.bankReference ?? null,
    reasonCode: data.reasonCode ?? null,
  };
  const state = reportedStateOf(type);
  const isOdd = state === null || !isUtf8(bytes) || hasDropped(said, fields);
  return {
    source: 'webhook',
    machineId,
    senderId: webhookId.length <= 200 ? webhookId : createHash('sha256').update(webhookId).digest('hex'),
    type,
    state,
    ...fields,
    sent: { bytes, isOdd },
  };
}

/** What is no JSON has no fields, and neither has an object that says a name twice: nobody knows which one is meant. */
function jsonOf(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    const said: unknown = JSON.parse(text);
    return namesWritten(text) === namesRead(said) ? said : undefined;
  } catch {
    return undefined;
  }
}

/** How many names valid JSON has: strings that a colon follows. */
function namesWritten(text: string): number {
  return text.match(/"(?:[^"\\]+|\\.)*"(?:\s*:)?/g)?.filter((one) => one.endsWith(':')).length ?? 0;
}

/** How many names are left of it once it is read: of equal ones JSON keeps the last. */
function namesRead(said: unknown): number {
  let names = 0;
  const toCount = [said];
  for (let one = toCount.pop(); one !== undefined; one = toCount.pop()) {
    if (Array.isArray(one)) {
      toCount.push(...one);
    } else if (isObject(one)) {
      names += Object.keys(one).length;
      toCount.push(...Object.values(one));
    }
  }
  return names;
}

/** The fields of the contract, beside `data`. */
const KNOWN = new Set(['type', 'timestamp', 'data']);

/** True if the body says anything that the fields do not: a value that does not fit, or a name that is not known. */
function hasDropped(said: unknown, fields: Readonly<Record<string, unknown>>): boolean {
  if (!isObject(said) || Object.keys(said).some((name) => !KNOWN.has(name)) || !isObject(said['data'])) {
    return true;
  }
  return Object.entries(said['data']).some(
    ([name, value]) => value !== null && (!(name in fields) || isDropped(name, fields[name], value)),
  );
}

/** Of a day with a time, the day is kept. */
function isDropped(name: string, kept: unknown, value: unknown): boolean {
  return kept !== value && !(name === 'valueDate' && String(value).startsWith(`${String(kept)}T`));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
