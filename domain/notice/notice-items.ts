import type { IsoDate } from '../calendar.ts';
import type { LeadingPurpose } from '../claim/claim-course.ts';
import { TOP_UP_LINE_STATES, type LineState } from '../line/line-state.ts';
import { isInCustody, namesForNotice } from './custody.ts';
import { maskIdNumber } from './mask.ts';
import type { NoticeItemDetail } from './notice-page.ts';
import { HIDDEN_NAME, publishedName, starLeaks } from './publish-gate.ts';

/** The person of a line; name and ID number are not masked yet. */
export interface PersonToPublish {
  readonly traineeId: string;
  readonly name: string | null;
  readonly idNumber: string;
  readonly categories: readonly string[];
}

/** A line that a notice shows, with the facts that it may show. Amounts in fen. */
export interface LineToPublish {
  readonly lineId: string;
  /** Ends with `/2025-03` if the person is paid by the month. */
  readonly lineKey: string;
  /** Null for a result of an organisation and for an advance. */
  readonly person: PersonToPublish | null;
  /** The title of a result: a contest, a milestone. */
  readonly title: string | null;
  /** The claim is for a class, whose occupation and level are the same for all lines. */
  readonly isOfClass: boolean;
  readonly occupationCode: string;
  readonly skillLevel: string;
  readonly amountFen: number;
  readonly allowanceFen: number;
}

/** The rules of a claim's law and kind for naming its people. */
export interface Naming {
  /** The payee as the notice shows it. */
  readonly payee: string;
  readonly noticeNames: 'masked' | 'aggregate';
  readonly custodyGroups: readonly string[];
  readonly adultAge: number;
  readonly publishedOn: IsoDate;
}

/** One item of a notice, masked. */
export interface NoticeItem {
  /** Null for a whole group without names. */
  readonly lineId: string | null;
  readonly name: string;
  readonly idNumber: string;
  readonly amountFen: number;
  readonly detail: NoticeItemDetail | null;
}

/** A notice shows the lines that its purpose pays: for the +50 % those that claim it, otherwise all that are not refused. */
export function isLineInNotice(state: LineState, purpose: LeadingPurpose): boolean {
  return purpose === 'float' ? TOP_UP_LINE_STATES.some((topUp) => topUp === state) : state !== 'refused';
}

/** Returns what a notice's purpose pays for a line, in fen. An allowance is paid together with the base. */
export function amountsInNotice(
  line: { readonly baseFen: number; readonly allowanceFen: number; readonly floatFen: number },
  purpose: LeadingPurpose,
): Pick<LineToPublish, 'amountFen' | 'allowanceFen'> {
  return {
    amountFen: purpose === 'float' ? line.floatFen : line.baseFen,
    allowanceFen: purpose === 'base' ? line.allowanceFen : 0,
  };
}

/**
 * Returns one item per line. On a route whose law says `aggregate`, the lines of people in custody are one item without
 * names, because even the list would reveal who is in custody; a line of anybody else is listed.
 */
export function itemsOfClaim(lines: readonly LineToPublish[], naming: Naming): readonly NoticeItem[] {
  const listed = naming.noticeNames === 'aggregate' ? lines.filter((line) => !isOfCustody(line, naming)) : lines;
  const counted = lines.filter((line) => !listed.includes(line));
  return [...(counted.length > 0 ? [itemOfGroup(counted)] : []), ...listedItems(listed, naming)];
}

/** Where the law names no custody groups, everybody on such a route belongs to them. */
function isOfCustody({ person }: LineToPublish, { custodyGroups }: Naming): boolean {
  return custodyGroups.length === 0 || (person !== null && isInCustody(person.categories, custodyGroups));
}

function itemOfGroup(lines: readonly LineToPublish[]): NoticeItem {
  const amountFen = lines.reduce((sum, line) => sum + line.amountFen + line.allowanceFen, 0);
  return { lineId: null, name: HIDDEN_NAME, idNumber: '', amountFen, detail: null };
}

function listedItems(lines: readonly LineToPublish[], naming: Naming): readonly NoticeItem[] {
  const persons = lines.flatMap(({ lineId, person }) => (person === null ? [] : [{ ...person, lineId }]));
  const named = new Set(namesForNotice(persons, naming.publishedOn, naming).named);
  return lines.map((line) => ({
    lineId: line.lineId,
    name: nameOf(line, naming.payee, named.has(line.lineId)),
    idNumber: idNumberOf(line, naming),
    amountFen: line.amountFen + line.allowanceFen,
    detail: detailOf(line),
  }));
}

/**
 * Returns the number of people of a claim: a person with several months counts once, a result of an organisation counts
 * as one.
 */
export function headcountOf(lines: readonly LineToPublish[]): number {
  return new Set(lines.map(({ person, lineId }) => person?.traineeId ?? lineId)).size;
}

/** Returns the masked name of a person; without a person, the title of the result or the payee. */
function nameOf({ person, title }: LineToPublish, payee: string, isNamed: boolean): string {
  if (person === null) {
    return starLeaks(title ?? payee);
  }
  return isNamed && person.name !== null ? publishedName(person.name) : HIDDEN_NAME;
}

/** A masked ID number still shows where a person lives, so none is shown of people in custody. */
function idNumberOf({ person }: LineToPublish, { custodyGroups }: Naming): string {
  return person === null || isInCustody(person.categories, custodyGroups) ? '' : maskIdNumber(person.idNumber);
}

/** Returns the facts that differ between the lines of a claim; null if there are none. */
function detailOf(line: LineToPublish): NoticeItemDetail | null {
  const { isOfClass, person, title, occupationCode, skillLevel, allowanceFen } = line;
  const month = /\/(\d{4}-\d{2})$/.exec(line.lineKey)?.[1];
  const detail: NoticeItemDetail = {
    ...(!isOfClass && occupationCode !== '' && { occupation: starLeaks(occupationCode) }),
    ...(!isOfClass && skillLevel !== '' && { skillLevel }),
    ...(month !== undefined && { month }),
    ...(person !== null && title !== null && { title: starLeaks(title) }),
    ...(allowanceFen > 0 && { allowanceFen }),
  };
  return Object.keys(detail).length === 0 ? null : detail;
}
