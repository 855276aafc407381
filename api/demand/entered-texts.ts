import { SKILL_LEVELS } from '../../domain/codes.ts';
import type { DemandList } from '../../domain/demand/demand-words.ts';
import { fenOf } from '../../domain/intake/entry-cells.ts';
import { listedOccupations } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';

/** The texts of an entry as a form or a row of a file has them; what was left empty is absent or empty. */
export type EnteredTexts = Readonly<Partial<Record<EnteredText, string>>>;
export type EnteredText =
  | 'employer'
  | 'industry'
  | 'post'
  | 'occupation'
  | 'skillLevel'
  | 'openings'
  | 'payFrom'
  | 'payTo'
  | 'hasSkill'
  | 'wantsTraining'
  | 'wanted'
  | 'personName'
  | 'personPhone'
  | 'validUntil';

/** Where a pointer of the intake calls a text otherwise. */
export const POINTER_OF: Readonly<Partial<Record<EnteredText, string>>> = {
  payFrom: 'payFromFen',
  payTo: 'payToFen',
  wanted: 'wantedOccupation',
  personName: 'person/name',
  personPhone: 'person/phone',
};

/** The body of the intake that such texts stand for; a text that is no number stays, so that the intake says so. */
export function bodyOfTexts(
  library: PolicyLibrary,
  { jurisdiction, list }: { readonly jurisdiction: string; readonly list: DemandList },
  texts: EnteredTexts,
) {
  const said: Readonly<Record<string, unknown>> = {
    employer: texts.employer,
    industry: texts.industry,
    post: texts.post,
    occupation: occupationOf(library, texts.occupation),
    skillLevel: levelOf(texts.skillLevel),
    openings: numberOf(texts.openings),
    payFromFen: moneyOf(texts.payFrom),
    payToFen: moneyOf(texts.payTo),
    hasSkill: yesOrNo(texts.hasSkill),
    wantsTraining: yesOrNo(texts.wantsTraining),
    wantedOccupation: occupationOf(library, texts.wanted),
    person: personOf(texts),
    validUntil: texts.validUntil,
  };
  const filled = Object.entries(said).filter(([, value]) => value !== undefined && value !== '');
  return { list, jurisdiction, source: 'QR', ...Object.fromEntries(filled) };
}

/** By its code or its name in a directory. */
function occupationOf(library: PolicyLibrary, text = '') {
  return listedOccupations(library).find(({ code, name }) => code === text || name === text);
}

/** A level, in the words of files too; anything else stays as it was written. */
function levelOf(text = ''): string {
  const level = SKILL_LEVELS.find((one) => one === text.toUpperCase());
  return level ?? (['无', '不限'].includes(text) ? 'NONE' : text);
}

function numberOf(text = ''): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function moneyOf(text = ''): number | string {
  return text === '' ? '' : (fenOf(text) ?? text);
}

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['是', true],
  ['no', false],
  ['false', false],
  ['否', false],
]);

function yesOrNo(text = ''): boolean | string {
  return YES_OR_NO.get(text.toLowerCase()) ?? text;
}

function personOf({ personName = '', personPhone = '' }: EnteredTexts) {
  return personName === '' && personPhone === '' ? undefined : { name: personName, phone: personPhone };
}
