import { isUtf8, type Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { reportedStateOf } from '../../domain/payout/inbox-judgement.ts';
import { PayoutEvent } from '../../schemas/payout-schemas.ts';
import type { Report } from './payout-ports.ts';

/**
 * Reads a signed event, whatever its body holds (F13): a field that does not fit is null, and the bytes stay with the
 * report. Never throws.
 */
export function readPayoutEvent(bytes: Buffer, webhookId: string): Report {
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
    senderId: webhookId.length <= 200 ? webhookId : createHash('sha256').update(webhookId).digest('hex'),
    type,
    state,
    ...fields,
    sent: { bytes, isOdd },
  };
}

/** What is no JSON has no fields. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
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
