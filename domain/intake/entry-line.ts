import type { IsoDate } from '../calendar.ts';
import { parseFen } from '../money.ts';
import type { LineFacts } from '../line/line-facts.ts';
import type { Entry } from './entry.ts';

/** What a row says of its line; registers, holdings and context are the caller's. */
export type EntryLine = Pick<
  LineFacts,
  | 'classHours'
  | 'attendedHours'
  | 'opensOn'
  | 'endsOn'
  | 'occupation'
  | 'skillLevel'
  | 'categories'
  | 'feeFen'
  | 'result'
  | 'entry'
>;

/**
 * A line without a class: judged on the day of its own certificate, or on the reference date of the claim where it has
 * none. A certificate that is handed in was passed.
 */
export function lineOfEntry({ idNumber, facts }: Pick<Entry, 'idNumber' | 'facts'>, referenceOn: IsoDate): EntryLine {
  const { certificateKind: kind, certificateNo, certificateDate: issuedOn } = facts;
  const certificate =
    kind === undefined || certificateNo === undefined || issuedOn === undefined
      ? null
      : { kind, certificateNo, issuedOn };
  const on = issuedOn ?? referenceOn;
  return {
    classHours: 0,
    attendedHours: 0,
    opensOn: on,
    endsOn: on,
    occupation: facts.occupation ?? '',
    skillLevel: facts.skillLevel ?? 'NONE',
    categories: facts.categories ?? [],
    feeFen: facts.feeFen ?? parseFen(0),
    result: certificate === null || idNumber === null ? null : { idNumber, hasPassed: true, certificate },
    entry: facts,
  };
}
