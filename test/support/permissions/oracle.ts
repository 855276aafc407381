import type { Role } from '../../../domain/codes.ts';
import type { Grant, Relation } from '../../../domain/authority/permission.ts';
import { PERMISSIONS, type OperationId } from '../../../domain/authority/permissions.ts';

/** Somebody who asks, as the database knows them; `nobody` has not signed in. */
export interface Asker {
  readonly username: string;
  readonly token: string | null;
  readonly personId: string | null;
  readonly roles: readonly Role[];
  readonly organ: string | null;
  readonly jurisdiction: string;
  readonly partyId: string | null;
}

/** What is true of an object that is asked for. */
export interface Facts {
  readonly id: string;
  readonly partyId: string;
  /** More than one where an object belongs to every one of them. */
  readonly jurisdictions: readonly string[];
  readonly organs: readonly string[];
  readonly isSubmitted: boolean;
  /** The machine or the person to whom it belongs. */
  readonly ownerId?: string;
  /** Who has taken a task. */
  readonly takenBy?: string;
  /** Money on its way, and what Finance does with it. The HR bureau oversees claims and no payments. */
  readonly isFinances?: true;
  /** Ids of its parts, by the parameter or field that names them, or by the operation if each has one of its own. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Who fits the seat that its course wants now, by operation; nobody elsewhere. */
  readonly seats?: Partial<Readonly<Record<OperationId, (asker: Asker) => boolean>>>;
}

/** Reads the table alone, and knows nothing of how the product reads it. */
export function isNamed(asker: Asker, operation: OperationId): boolean {
  return grantsOf(operation).some((grant) => names(grant, asker));
}

/** Whether one of the operation's grants names the asker and holds between them and the object. */
export function isPermitted(asker: Asker, operation: OperationId, facts: Facts): boolean {
  return grantsOf(operation).some((grant) => names(grant, asker) && holds(grant.relation, asker, { facts, operation }));
}

function grantsOf(operation: OperationId): readonly Grant[] {
  return PERMISSIONS[operation];
}

function names({ to }: Grant, { roles, token }: Asker): boolean {
  if (to === 'anybody') {
    return true;
  }
  return token !== null && (to === 'everybody' || to.some((role) => roles.includes(role)));
}

interface Asked {
  readonly facts: Facts;
  readonly operation: OperationId;
}

function holds(relation: Relation, asker: Asker, { facts, operation }: Asked): boolean {
  const { isSubmitted, jurisdictions, organs } = facts;
  const isHere = isSubmitted && jurisdictions.includes(asker.jurisdiction);
  const isWithin = isSubmitted && jurisdictions.some((one) => one.startsWith(stem(asker.jurisdiction)));
  const isOrgans = asker.organ !== null && organs.includes(asker.organ);
  const relations: Readonly<Record<Relation, boolean>> = {
    any: true,
    taken: asker.personId !== null && asker.personId === facts.takenBy,
    own:
      (asker.partyId !== null && asker.partyId === facts.partyId) ||
      (asker.personId !== null && asker.personId === facts.ownerId),
    responsibleOrgan: isWithin && isOrgans,
    organHere: isHere && isOrgans,
    bureau: isWithin && asker.organ === 'HRSS' && facts.isFinances !== true,
    jurisdiction: isWithin,
    here: isHere,
    seat: isSubmitted && facts.seats?.[operation]?.(asker) === true,
  };
  return relations[relation];
}

/**
 * Askers of the same likeness are to one object what the others are, so one of them asks for all. Who sits below and who
 * sits elsewhere are alike, because neither is above.
 */
export function likenessOf(asker: Asker, operation: OperationId, facts: Facts): string {
  const { roles, organ, jurisdiction, partyId, personId, token } = asker;
  const sits = [
    facts.jurisdictions.includes(jurisdiction),
    facts.jurisdictions.some((one) => one.startsWith(stem(jurisdiction))),
  ];
  const is = [
    organ === 'HRSS',
    organ !== null && facts.organs.includes(organ),
    partyId === facts.partyId,
    personId === facts.takenBy,
    personId === facts.ownerId,
    facts.seats?.[operation]?.(asker) === true,
  ];
  return JSON.stringify([token === null, roles.toSorted(), sits, organ === null, is]);
}

/** An id that nothing has. */
export function unknownOf(prefix: string): Facts {
  return { id: `${prefix}_${'0'.repeat(24)}`, partyId: '', jurisdictions: [], organs: [], isSubmitted: false };
}

/** 150600 → 1506: what everything inside begins with. */
function stem(jurisdiction: string): string {
  return jurisdiction.replace(/(?:00)+$/, '');
}
