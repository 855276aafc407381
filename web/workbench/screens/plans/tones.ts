import type { AnnualPlan } from '../../api/resources/plans.ts';
import type { Tone } from '../../parts/mark.tsx';

/** How a state is coloured, beside its word. */
export const TONES: Readonly<Record<AnnualPlan['state'], Tone>> = { open: 'warn', closed: 'plain' };
