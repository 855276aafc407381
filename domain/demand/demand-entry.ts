import { addDays, type IsoDate } from '../calendar.ts';
import type { SkillLevel } from '../codes.ts';
import { judgeOccupation } from './demand-occupations.ts';
import type { DemandList, NamedOccupation } from './demand-words.ts';

/** What somebody enters on a list; what was not said is absent. */
export interface EnteredDemand {
  readonly list: DemandList;
  readonly employer?: string;
  readonly industry?: string;
  readonly post?: string;
  readonly occupation?: NamedOccupation;
  readonly skillLevel?: SkillLevel;
  readonly openings?: number;
  readonly payFromFen?: number;
  readonly payToFen?: number;
  readonly hasSkill?: boolean;
  readonly wantsTraining?: boolean;
  readonly wantedOccupation?: NamedOccupation;
  readonly person?: { readonly name: string; readonly phone: string };
  readonly validUntil?: IsoDate;
}

/** An entry with all that its list requires. */
export interface DemandData {
  readonly list: DemandList;
  readonly employer: string | null;
  readonly industry: string | null;
  readonly post: string;
  readonly occupation: NamedOccupation | null;
  /** May be NONE: a level is not needed, or not had. */
  readonly skillLevel: SkillLevel | null;
  /** The number wanted may be missing. */
  readonly openings: number | null;
  readonly payFromFen: number;
  readonly payToFen: number;
  readonly hasSkill: boolean | null;
  readonly wantsTraining: boolean | null;
  readonly wantedOccupation: NamedOccupation | null;
  readonly person: { readonly name: string; readonly phone: string } | null;
  readonly validUntil: IsoDate;
}

export interface EntryFault {
  /** A JSON pointer into what was entered. */
  readonly pointer: string;
  readonly code: 'REQUIRED' | 'UNKNOWN_FIELD' | 'TOO_SMALL' | 'NOT_LATER' | 'OCCUPATION_UNKNOWN' | 'NOT_ITS_NAME';
  readonly facts?: Readonly<Record<string, string>>;
}

export type JudgedEntry =
  | { readonly ok: true; readonly data: DemandData }
  | { readonly ok: false; readonly reason: 'FIELD_REQUIRED' | 'INVALID'; readonly faults: readonly EntryFault[] };

type Field = Exclude<keyof EnteredDemand, 'list'>;

/** post, occupation, level and pay; the number wanted is a fifth field that may be missing. */
const OF_EMPLOYERS: readonly Field[] = ['employer', 'post', 'occupation', 'skillLevel', 'payFromFen', 'payToFen'];
/** industry, post, pay, and whether there is a skill. */
const OF_WORKERS: readonly Field[] = ['industry', 'post', 'payFromFen', 'payToFen', 'hasSkill'];

const FOREIGN: Readonly<Record<DemandList, readonly Field[]>> = {
  employer: ['industry', 'hasSkill', 'wantsTraining', 'wantedOccupation', 'person'],
  worker: ['employer', 'openings'],
};

interface EntryLaw {
  readonly on: IsoDate;
  readonly validDays: number;
  /** The name that the directories give a code. */
  readonly nameOf: (code: string) => string | undefined;
}

/**
 * Judges an entry: a skill names its occupation and level, without a skill the wish to train is said, and
 * a wish names the occupation wanted. Names each field that is missing.
 */
export function judgeEntry(entered: EnteredDemand, { on, validDays, nameOf }: EntryLaw): JudgedEntry {
  const missing = requiredOf(entered).filter((field) => entered[field] === undefined);
  if (missing.length > 0) {
    return { ok: false, reason: 'FIELD_REQUIRED', faults: missing.map((field) => faultOf(field, 'REQUIRED')) };
  }
  const { validUntil = addDays(on, validDays), payFromFen = 0, payToFen = 0 } = entered;
  const faults = [
    ...FOREIGN[entered.list]
      .filter((field) => entered[field] !== undefined)
      .map((field) => faultOf(field, 'UNKNOWN_FIELD')),
    ...(payToFen < payFromFen ? [faultOf('payToFen', 'TOO_SMALL')] : []),
    ...(validUntil < on ? [faultOf('validUntil', 'NOT_LATER')] : []),
    ...(entered.list === 'worker' ? WORKERS_TRADES.flatMap((field) => tradeFaults(field, entered, nameOf)) : []),
  ];
  if (faults.length > 0) {
    return { ok: false, reason: 'INVALID', faults };
  }
  return { ok: true, data: { ...dataOf(entered), payFromFen, payToFen, validUntil } };
}

function requiredOf({ list, hasSkill, wantsTraining }: EnteredDemand): readonly Field[] {
  if (list === 'employer') {
    return OF_EMPLOYERS;
  }
  const skill: readonly Field[] = hasSkill === true ? ['occupation', 'skillLevel'] : [];
  const wish: readonly Field[] = hasSkill === false ? ['wantsTraining'] : [];
  const wanted: readonly Field[] = wantsTraining === true ? ['wantedOccupation'] : [];
  return [...OF_WORKERS, ...skill, ...wish, ...wanted];
}

const WORKERS_TRADES = ['occupation', 'wantedOccupation'] as const;

/** Workers' entries are published by their trade, so that it may hold no text of a person (R-024). */
function tradeFaults(
  field: (typeof WORKERS_TRADES)[number],
  { [field]: trade }: EnteredDemand,
  nameOf: EntryLaw['nameOf'],
): readonly EntryFault[] {
  const fault = trade === undefined ? null : judgeOccupation(trade, nameOf);
  if (fault === null) {
    return [];
  }
  const { part, ...said } = fault;
  return [{ pointer: `/${field}/${part}`, ...said }];
}

function faultOf(field: Field, code: EntryFault['code']): EntryFault {
  return { pointer: `/${field}`, code };
}

function dataOf(entered: EnteredDemand) {
  return {
    list: entered.list,
    employer: entered.employer ?? null,
    industry: entered.industry ?? null,
    post: entered.post ?? '',
    occupation: entered.occupation ?? null,
    skillLevel: entered.skillLevel ?? null,
    openings: entered.openings ?? null,
    hasSkill: entered.hasSkill ?? null,
    wantsTraining: entered.wantsTraining ?? null,
    wantedOccupation: entered.wantedOccupation ?? null,
    person: entered.person ?? null,
  };
}

/** Returns what was entered, from an entry with a change on top: what a change does not name stays. */
export function changedEntry(data: DemandData, change: Partial<EnteredDemand>): EnteredDemand {
  const { list, validUntil, post, payFromFen, payToFen } = data;
  const { employer, industry, occupation, skillLevel, openings, hasSkill, wantsTraining, wantedOccupation, person } =
    data;
  return {
    list,
    validUntil,
    post,
    payFromFen,
    payToFen,
    ...(employer !== null && { employer }),
    ...(industry !== null && { industry }),
    ...(occupation !== null && { occupation }),
    ...(skillLevel !== null && { skillLevel }),
    ...(openings !== null && { openings }),
    ...(hasSkill !== null && { hasSkill }),
    ...(wantsTraining !== null && { wantsTraining }),
    ...(wantedOccupation !== null && { wantedOccupation }),
    ...(person !== null && { person }),
    ...change,
  };
}
