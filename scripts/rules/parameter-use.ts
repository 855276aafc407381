import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowedFor } from '../../domain/policy/check/parameter-values.ts';
import type { PeriodDefinition } from '../../domain/period/period-words.ts';
import type { PolicyPack } from '../../domain/policy/policy-pack.ts';

const ROOMS = ['domain', 'prisma', 'api', 'activities', 'workflows', 'main'];
/** They name keys to check, pin, correct or explain them, and decide nothing by them. */
const LISTS = [
  'parameter-values.ts',
  'year-values.ts',
  'route-needs.ts',
  'claim-keys.ts',
  'retroactive.ts',
  'why-closed.ts',
];

/** Families of keys that code puts together, each with the piece of source that reads it. */
export const READ_BY_FAMILY: Readonly<Record<string, string>> = {
  'assessment.base.': '`assessment.base.${',
  'assessment.studio.': '`assessment.studio.${',
  'target.designations.': '`target.designations.${',
  'target.personTimes.': String.raw`/^target\.personTimes\.`,
  'target.regionalBases.': "'target.regionalBases'",
  'target.regionalStudios.': "'target.regionalStudios'",
  'advance.rate.': '`advance.rate.${',
  'fund.account.': '`fund.account.${',
  'wft.variantA.': '`wft.variant${',
  'wft.variantB.': '`wft.variant${',
};

/** A function that answers whether code reads the value of a parameter, or a row of a pack names it as days or amount. */
export function parameterReaders(root: string, packs: readonly PolicyPack[]): (key: string) => boolean {
  const code = codeOf(root);
  const routes = packs.flatMap((pack) => pack.routes);
  const stages = [...packs.flatMap((pack) => pack.pipelines), ...routes].flatMap((row) => row.stages);
  const named = new Set([
    ...stages.flatMap(({ daysKey, onlyWith }) => [daysKey, onlyWith]),
    ...routes.map(({ amountKey }) => amountKey),
    ...packs.flatMap(({ periods = [] }) => periods).flatMap(({ opens, due }) => keysOfPeriod(opens, due)),
  ]);
  const families = Object.entries(READ_BY_FAMILY).filter(([, piece]) => code.includes(piece));
  return (key) => code.includes(`'${key}'`) || named.has(key) || families.some(([family]) => key.startsWith(family));
}

function keysOfPeriod(opens: PeriodDefinition['opens'], due: PeriodDefinition['due']): readonly string[] {
  const dueKeys = due === undefined || due === 'planDue' ? [] : [due.yearlyOn];
  return [...('yearlyOn' in opens ? [opens.yearlyOn] : [opens.everyDays, opens.from, opens.mode ?? '']), ...dueKeys];
}

/** The source of everything that decides, as one text. */
export function codeOf(root: string): string {
  return ROOMS.flatMap((room) => sourcesBelow(join(root, room))).join('\n');
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|sql)$/.test(name) && !name.includes('generated') && !name.includes('migrations'))
    .filter((name) => !name.startsWith('texts/') && !LISTS.some((list) => name.endsWith(list)))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** True if the check of packs permits one value alone: that reading is built, and no other. */
export function hasOneReading(key: string): boolean {
  const allowed = allowedFor(key);
  if (allowed === undefined) {
    return false;
  }
  if ('least' in allowed) {
    return allowed.least === allowed.most;
  }
  return 'codes' in allowed
    ? allowed.codes !== 'routes' && allowed.codes.length === 1
    : 'is' in allowed || 'whole' in allowed;
}
