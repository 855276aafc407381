import type pg from 'pg';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import type { CallMessage } from '../../domain/grant/call-course.ts';
import type { RecordingContext } from './recording-context.ts';

/** Reads whether the notice behind a call's message has settled. Null for a message of a person or of the call itself. */
export function askingOfCall(
  _client: pg.PoolClient,
  _context: Pick<RecordingContext, 'keyed'>,
  _asked: { readonly callId: string; readonly message: CallMessage },
): Promise<Asking> | null {
  return null;
}
