import type { RefusalCode } from '../codes.ts';
import type { EntitlementKind, KeyKind } from '../policy/route-codes.ts';
import {
  snapshotBool,
  snapshotInt,
  snapshotList,
  snapshotWord,
  type PolicySnapshot,
} from '../policy/policy-snapshot.ts';
import { unreachable } from '../verdict.ts';
import type { LineFacts } from './line-facts.ts';
import type { TextFacts } from '../texts/rule-texts.ts';
import { certificateKey } from './certificate-once.ts';
import { COUNTING_DATES } from './counting-date.ts';
import { EXCLUSION_SCOPES } from './skill-upgrade.ts';
import { countingDateOf } from './training-line-checks.ts';
import { isUrgentOccupation } from './upgrade-line-checks.ts';
import { CAP_SCOPES, type CapScope } from './work-for-training.ts';

/** A key that a line takes while it is in flight or paid. Plain JSON. */
export interface WantedKey {
  readonly kind: KeyKind;
  /** The key, or the part before the slot number: `2025`, `6-18-02-04/LEVEL_5`, `life`. */
  readonly key: string;
  /** The number of slots, for kinds with slots. */
  readonly slots?: number;
  /** The texts to store, in the order to try. The line takes the first free one; one is enough. */
  readonly keys: readonly string[];
  /** The refusal when none of the texts is free. */
  readonly refusal: RefusalCode;
  readonly facts: TextFacts;
}

/**
 * returns the keys that a line takes at submission, by the route's
 * `keys` in their order. A missing fact takes no key: the checks of the route refuse what they cannot judge. Training
 * and course are identified by our class if it is one, else by the number that the person names; a certificate by its
 * kind and number, whatever the route.
 *
 * YEARLY_SLOT, OCCUPATION_LEVEL and TRAINING have tables of their own; every other kind is stored in the table of
 * entitlement keys. The count locks the rows of the trainees, in the order of their ids, so that the later of two
 * claims sees and judges what the earlier one has taken; the primary keys prevent duplicates in any case. For R-056 an
 * upgrade also takes the occupation and level of the training subsidies while the scope is SAME_OCCUPATION_LEVEL, so
 * that one primary key excludes the second benefit. The wider scopes rely on the keys already taken. Keys taken for an
 * earlier training year of the same class also serve the later years (C05): one apprenticeship counts once.
 */
export function wantedKeysOf(facts: LineFacts, snapshot: PolicySnapshot): readonly WantedKey[] {
  const wanted = snapshot.routeDefinition.keys.flatMap((kind) => keysOfKind(kind, facts, snapshot));
  const last = new Map(wanted.map((one) => [`${one.kind} ${one.key}`, one]));
  return [...last.values()];
}

/**
 * L12: the key of a person's place in a class, or in one of its training years (C05). Every line of a class takes it, so
 * that two claims of the class never pay the same person.
 */
export function classLineKey(filingId: string, instalment: number): WantedKey {
  return single('CLASS_LINE', `${filingId}/${instalment}`, 'CLAIMED_IN_CLASS', {});
}

function keysOfKind(kind: EntitlementKind, facts: LineFacts, snapshot: PolicySnapshot): readonly WantedKey[] {
  const entry = facts.entry ?? {};
  const { occupation, skillLevel: level } = facts;
  const certificate = facts.result?.certificate ?? null;
  switch (kind) {
    case 'YEARLY_SLOT':
      return yearlySlot(facts, snapshot);
    case 'OCCUPATION_LEVEL':
      return occupation !== '' && snapshotBool(snapshot, 'limit.sameOccupationLevelOnce')
        ? [single(kind, `${occupation}/${level}`, 'SAME_OCCUPATION_LEVEL', { occupation, level })]
        : [];
    case 'TRAINING':
      return some(kind, facts.context?.trainingId ?? entry.courseNo, 'ALREADY_CLAIMED_BY_INSTITUTION');
    case 'CERTIFICATE':
      return certificate === null ? [] : some(kind, certificateKey(certificate), 'COURSE_CLAIMED_OTHERWISE');
    case 'MODULE':
      return some(kind, entry.module, 'MODULE_REPEATED', { module: entry.module ?? '—' });
    case 'TRIAL': {
      const times = snapshotInt(snapshot, 'trial2000.times');
      return [slotted(kind, 'life', times, { refusal: 'TRIAL_ALREADY_PAID', facts: { times } })];
    }
    case 'COURSE':
      return some(kind, facts.context?.trainingId ?? entry.courseNo, 'COURSE_CLAIMED_OTHERWISE');
    case 'APPRAISAL':
      return [single(kind, `${occupation}/${level}`, 'APPRAISAL_REPEATED', { occupation, level })];
    case 'UPGRADE_LEVEL':
      return upgradeLevel(facts, snapshot);
    case 'UPGRADE_SLOT':
      return [upgradeSlot(facts, snapshot)];
    case 'WORK_MONTH':
      return some(kind, facts.context?.month, 'WORK_MONTH_TAKEN', { month: facts.context?.month ?? '—' });
    case 'WORK_SLOT':
      return [workSlot(facts, snapshot)];
    case 'RESULT':
      return some(kind, entry.reference ?? resultText(facts), 'RESULT_USED');
    default:
      return unreachable(kind);
  }
}

/** returns a slot in the year of the counting date, for routes that count. */
function yearlySlot(facts: LineFacts, snapshot: PolicySnapshot): readonly WantedKey[] {
  const on = countingDateOf(facts, snapshotWord(snapshot, 'limit.countingDate', COUNTING_DATES));
  if (on === null || !snapshotList(snapshot, 'limit.countedKinds').includes(snapshot.route)) {
    return [];
  }
  const max = snapshotInt(snapshot, 'limit.maxPerYear');
  const year = on.slice(0, 4);
  return [slotted('YEARLY_SLOT', year, max, { refusal: 'YEARLY_LIMIT', facts: { year, max } })];
}

/** see `wantedKeys` for the second key. */
function upgradeLevel({ occupation, skillLevel: level }: LineFacts, snapshot: PolicySnapshot): readonly WantedKey[] {
  const key = `${occupation}/${level}`;
  const facts = { occupation, level };
  const levelKey = single('UPGRADE_LEVEL', key, 'SAME_OCCUPATION_LEVEL', facts);
  const scope = snapshotWord(snapshot, 'exclusion.trainingVsUpgrade.scope', EXCLUSION_SCOPES);
  switch (scope) {
    case 'SAME_OCCUPATION_LEVEL':
      return [levelKey, single('OCCUPATION_LEVEL', key, 'EXCLUDED_BY_TRAINING_SUBSIDY', facts)];
    case 'PERSON_EVER':
    case 'SAME_TRAINING':
      return [levelKey];
    default:
      return unreachable(scope);
  }
}

/**
 * returns a slot in the year of the application. An ordinary occupation takes a number up to the limit; an
 * urgently needed occupation takes the extra numbers first, and the ordinary ones only when those are used up.
 */
function upgradeSlot(facts: LineFacts, snapshot: PolicySnapshot): WantedKey {
  const year = facts.submittedOn.slice(0, 4);
  const ordinary = snapshotInt(snapshot, 'upgrade.maxPerYear');
  const isUrgent = isUrgentOccupation(facts.occupation, snapshot);
  const slots = ordinary + (isUrgent ? snapshotInt(snapshot, 'upgrade.extraUrgentPerYear') : 0);
  const wanted = slotted('UPGRADE_SLOT', year, slots, {
    refusal: 'UPGRADE_YEARLY_LIMIT',
    facts: { year, max: slots },
  });
  return { ...wanted, keys: [...wanted.keys.slice(ordinary), ...wanted.keys.slice(0, ordinary)] };
}

/** returns a slot of the months of a life, or of a life at one employer. */
function workSlot(facts: LineFacts, snapshot: PolicySnapshot): WantedKey {
  const max = snapshotInt(snapshot, 'wft.maxMonths');
  const key = ownerOfMonths(snapshotWord(snapshot, 'wft.capScope', CAP_SCOPES), facts.context?.partyId);
  return slotted('WORK_SLOT', key, max, { refusal: 'WORK_MONTHS_USED_UP', facts: { max } });
}

function ownerOfMonths(scope: CapScope, partyId: string | undefined): string {
  switch (scope) {
    case 'PERSON':
      return 'life';
    case 'PERSON_AND_EMPLOYER':
      return partyId ?? 'life';
    default:
      return unreachable(scope);
  }
}

/** Identifies a result without a document of its own by its title, result and date. */
function resultText({ entry }: LineFacts): string | undefined {
  const parts = [entry?.title, entry?.result, entry?.achievedOn].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('/');
}

function some(
  kind: EntitlementKind,
  key: string | null | undefined,
  refusal: RefusalCode,
  facts: TextFacts = {},
): readonly WantedKey[] {
  return key === undefined || key === null || key === '' ? [] : [single(kind, key, refusal, facts)];
}

function single(kind: KeyKind, key: string, refusal: RefusalCode, facts: TextFacts): WantedKey {
  return { kind, key, keys: [key], refusal, facts };
}

function slotted(
  kind: EntitlementKind,
  key: string,
  slots: number,
  otherwise: Pick<WantedKey, 'refusal' | 'facts'>,
): WantedKey {
  const keys = Array.from({ length: slots }, (_one, index) => `${key}/${index + 1}`);
  return { kind, key, slots, keys, ...otherwise };
}
