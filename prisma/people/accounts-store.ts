import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { OrganCode, Role } from '../../domain/codes.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, query } from '../kernel/statements.ts';
import type { SignInBonds } from './sign-in-bonds.ts';

export interface PartyToAdd {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly jurisdiction: string;
}

export interface PersonToAdd {
  readonly id: string;
  readonly username: string;
  /** From `hashPassword`; null for machines, which sign in only by key. */
  readonly passwordHash: string | null;
  readonly displayName: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly jurisdiction: string;
  readonly roles: readonly Role[];
  readonly partyId: string | null;
}

export interface MachineClientToAdd {
  readonly id: string;
  readonly name: string;
  readonly personId: string;
  /** It may report on instructions of these jurisdictions alone. */
  readonly jurisdictions: readonly string[];
  /** `bt_…`; only its hash is stored. */
  readonly apiKey: string;
  /** `whsec_…`; stored sealed, because signatures are checked with it. */
  readonly webhookSecret: string;
}

/**
 * People and machines that may sign in. Adding one that exists changes nothing, so the creation can be repeated after a
 * crash.
 */
export interface AccountsStore {
  addParty(party: PartyToAdd): Promise<void>;
  addPerson(person: PersonToAdd): Promise<void>;
  addMachineClient(client: MachineClientToAdd): Promise<void>;
}

export function createAccountsStore(pool: pg.Pool, sealer: Sealer, bonds: SignInBonds): AccountsStore {
  return {
    async addParty({ id, kind, name, jurisdiction }) {
      const party = query.insertInto('party').values({ id, kind, name, jurisdiction });
      await execute(
        pool,
        party.onConflict((known) => known.doNothing()),
      );
    },

    async addPerson({ id, username, passwordHash, displayName, organ, section, jurisdiction, roles, partyId }) {
      const person = query.insertInto('person').values({
        id,
        username,
        password_hash: passwordHash,
        password_bond:
          passwordHash === null ? null : bonds.bind({ kind: 'password', personId: id, hash: passwordHash }),
        display_name: displayName,
        organ,
        section,
        jurisdiction,
        roles: [...roles],
        party_id: partyId,
      });
      await execute(
        pool,
        person.onConflict((known) => known.doNothing()),
      );
    },

    async addMachineClient({ id, name, personId, jurisdictions, apiKey, webhookSecret }) {
      const machine = query.insertInto('machine_client').values({
        id,
        name,
        person_id: personId,
        jurisdictions: [...jurisdictions],
        api_key_hash: hashOfToken(apiKey),
        webhook_secret_sealed: sealer.seal(webhookSecret, placeOf('machine_client.webhook_secret_sealed', id)),
      });
      await execute(
        pool,
        machine.onConflict((known) => known.doNothing()),
      );
    },
  };
}

/** Tokens and keys are random, so a plain hash is enough to hide them. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
