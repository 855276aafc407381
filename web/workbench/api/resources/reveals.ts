import { api, body } from '../client.ts';

/** As `POST /reveals` takes them. */
export const PURPOSES = ['review', 'payment', 'objection', 'audit', 'applicantRequest'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface Reveal {
  /** `claims/clm_…/lines/lin_…` */
  readonly resource: string;
  readonly fields: readonly ('name' | 'idNumber' | 'holder' | 'bank' | 'number' | 'statement')[];
  readonly purpose: Purpose;
  /** The number of the case for which the values are needed. */
  readonly reference: string;
}

/** The values in clear. Each is a row of the audit. @throws Refused, Unreachable */
export async function reveal({ fields, ...asked }: Reveal): Promise<Readonly<Record<string, string>>> {
  const { values } = await body(api.POST('/api/v1/reveals', { body: { ...asked, fields: [...fields] } }));
  return values;
}
