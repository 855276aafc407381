import type { FilingMessage } from './filing-course.ts';

/** Returns the event topic of a filing's act; null when the act causes no event. */
export function filingTopic(message: FilingMessage): 'filing.returned' | null {
  return message.kind === 'decide' && message.decision === 'returnForCorrection' ? 'filing.returned' : null;
}
