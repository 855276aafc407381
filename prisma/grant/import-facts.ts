import type { IsoDate } from '../../domain/calendar.ts';

/** What the keyed audit entry of a title from before says of its row. */
export interface ImportFacts {
  readonly importId: string | null;
  readonly kind: string;
  readonly level: string;
  readonly name: string;
  readonly partyId: string;
  readonly designatedOn: IsoDate | null;
  readonly amountFen: number;
  readonly paidFen: number | null;
}

export function importFacts(facts: ImportFacts): Readonly<Record<string, unknown>> {
  return { ...facts };
}
