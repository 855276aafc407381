import type { Recovery } from '../../api/resources/recoveries.ts';
import type { Tone } from '../../parts/mark.tsx';

export const TONES: Readonly<Record<Recovery['state'], Tone>> = {
  found: 'warn',
  approved: 'plain',
  noticed: 'plain',
  due: 'bad',
  instalments: 'plain',
  appealed: 'warn',
  recovered: 'ok',
  annulled: 'plain',
  writtenOff: 'plain',
};
