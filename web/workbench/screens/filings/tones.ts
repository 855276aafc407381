import type { ClassFiling } from '../../api/resources/filings.ts';
import type { Tone } from '../../parts/mark.tsx';

/** How a state is coloured, beside its word. */
export const TONES: Readonly<Record<ClassFiling['state'], Tone>> = {
  draft: 'plain',
  filed: 'warn',
  returned: 'warn',
  accepted: 'ok',
  open: 'ok',
  ended: 'plain',
  assessed: 'plain',
  claimed: 'plain',
  expired: 'bad',
  withdrawn: 'bad',
};
