import type { Batch, Instruction } from '../../api/resources/payouts.ts';
import type { Tone } from '../../parts/mark.tsx';

/** How a state is coloured, beside its word. */
export const BATCH_TONES: Readonly<Record<Batch['state'], Tone>> = {
  draft: 'warn',
  released: 'warn',
  sent: 'plain',
  done: 'ok',
  rejected: 'bad',
};

export const INSTRUCTION_TONES: Readonly<Record<Instruction['state'], Tone>> = {
  draft: 'warn',
  instructed: 'plain',
  accepted: 'plain',
  inTransit: 'plain',
  settled: 'ok',
  failed: 'bad',
  returned: 'bad',
  reversed: 'bad',
  cancelled: 'plain',
};
