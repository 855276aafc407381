import type { Notice } from '../../api/resources/notices.ts';
import type { Tone } from '../../parts/mark.tsx';

/** How a state is coloured, beside its word. */
export const TONES: Readonly<Record<Notice['state'], Tone>> = {
  draft: 'warn',
  confirmedByOne: 'warn',
  published: 'ok',
  closed: 'plain',
  withdrawn: 'bad',
};
