import type { Delivery, Endpoint } from '../../api/resources/endpoints.ts';
import type { Tone } from '../../parts/mark.tsx';

/** How a state is coloured, beside its word. */
export const ENDPOINT_TONES: Readonly<Record<Endpoint['state'], Tone>> = { active: 'ok', disabled: 'bad' };

export const DELIVERY_TONES: Readonly<Record<Delivery['state'], Tone>> = {
  waiting: 'plain',
  delivered: 'ok',
  exhausted: 'bad',
  held: 'warn',
};
