import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Payload } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { HISTORIES } from './histories.ts';
import { isPayload, plainJson } from './plain-payloads.ts';

type History = ReturnType<typeof historyFromJSON>;

export function recordedHistory(name: string, change: (text: string) => string = (text) => text): History {
  const said: unknown = JSON.parse(change(readFileSync(join(HISTORIES, name), 'utf8')));
  return historyFromJSON(said);
}

/** Every payload that stands in a history, wherever it does. */
export function payloadsOf(value: unknown): readonly Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    return [];
  }
  return isPayload(value) ? [value] : Object.values(value).flatMap(payloadsOf);
}

export const encodingOf = ({ metadata }: Payload): string => Buffer.from(metadata?.['encoding'] ?? []).toString('utf8');

/** What a history's plain payloads say. */
export function plainValues(history: History): readonly unknown[] {
  return payloadsOf(history)
    .filter((payload) => encodingOf(payload) === 'json/plain')
    .map((payload): unknown => JSON.parse(plainJson(payload)));
}

function wordOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    return [];
  }
  const { kind, decision, outcome }: { kind: unknown; decision?: unknown; outcome?: unknown } = value;
  return [[kind, decision, outcome].filter((word) => typeof word === 'string').join(' ')];
}

/** What a life came by, in its order: its acts with their decisions, its timers, and how this run of it ended. */
export function turnsOf({ events }: History): readonly string[] {
  return (events ?? []).flatMap((event) => {
    const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
    if (accepted !== null && accepted !== undefined) {
      return plainValues({ events: [event] }).flatMap(wordOf);
    }
    if (event.timerFiredEventAttributes !== null && event.timerFiredEventAttributes !== undefined) {
      return ['timer'];
    }
    if (event.workflowExecutionContinuedAsNewEventAttributes) {
      return ['goes on'];
    }
    return event.workflowExecutionCompletedEventAttributes ? plainValues({ events: [event] }).map(String) : [];
  });
}
