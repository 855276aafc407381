import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { OrganCode, Role } from '../../domain/codes.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { Sealer } from '../kernel/sealing.ts';

export interface PartyToAdd {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly jurisdiction: string;
}

export interface PersonToAdd {
  readonly id: string;
  readonly username: string;
  /** From `hashPassword`; null for machines, which sign in by key alone. */
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
  /** `bt_…`; only its hash is kept. */
  readonly apiKey: string;
  /** `whsec_…`; kept sealed, because signatures are checked with it. */
  readonly webhookSecret: string;
}

/** Who may sign in. Adding somebody who is there already changes nothing, so a birth can be repeated after a crash. */
export interface AccountsStore {
  addParty(party: PartyToAdd): Promise<void>;
  addPerson(person: PersonToAdd): Promise<void>;
  addMachineClient(client: MachineClientToAdd): Promise<void>;
  /** The webhook secrets of all machines that may report payments. */
  webhookSecrets(): Promise<
    readonly { readonly clientName: string; readonly personId: string; readonly secret: string }[]
  >;
}

export function createAccountsStore(pool: pg.Pool, sealer: Sealer): AccountsStore {
  return {
    async addParty({ id, kind, name, jurisdiction }) {
      await pool.query(
        'INSERT INTO party (id, kind, name, jurisdiction) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [id, kind, name, jurisdiction],
      );
    },

    async addPerson(person) {
      await pool.query(
        `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles, party_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
        [
          person.id,
          person.username,
          person.passwordHash,
          person.displayName,
          person.organ,
          person.section,
          person.jurisdiction,
          person.roles,
          person.partyId,
        ],
      );
    },

    async addMachineClient({ id, name, personId, apiKey, webhookSecret }) {
      await pool.query(
        `INSERT INTO machine_client (id, name, person_id, api_key_hash, webhook_secret_sealed)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [id, name, personId, hashOfToken(apiKey), sealer.seal(webhookSecret)],
      );
    },

    async webhookSecrets() {
      const found = await pool.query<{ name: string; person_id: string; webhook_secret_sealed: Buffer }>(
        'SELECT name, person_id, webhook_secret_sealed FROM machine_client ORDER BY name',
      );
      return found.rows.map((row) => ({
        clientName: row.name,
        personId: row.person_id,
        secret: sealer.open(row.webhook_secret_sealed),
      }));
    },
  };
}

/** Tokens and keys are random, so a plain hash hides them. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
