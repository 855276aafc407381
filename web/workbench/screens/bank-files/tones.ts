import type { BankFile, Verdict } from '../../api/resources/bank-files.ts';
import type { Tone } from '../../parts/mark.tsx';

/** How a state is coloured, beside its word. */
export const FILE_TONES: Readonly<Record<BankFile['state'], Tone>> = {
  waitsForConfirmation: 'warn',
  inForce: 'ok',
  rejected: 'bad',
};

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  matches: 'ok',
  parks: 'warn',
  duplicate: 'plain',
  noted: 'plain',
};
