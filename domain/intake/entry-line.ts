import type { IsoDate } from '../calendar.ts';
import { parseFen } from '../money.ts';
import type { LineFacts } from '../line/line-facts.ts';
import type { Entry } from './entry.ts';

/** The part of a line's facts that comes from its row; the caller adds registers, taken keys and context. */
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
 * Returns the facts of a line without a class: judged on the day of its own certificate, or on the reference date of
 * the claim if it has none. A submitted certificate counts as passed.
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
