import { generateKeyPairSync } from 'node:crypto';
import type pg from 'pg';
import type { ActBody, EntityAct } from '../../api/kernel/desk-port.ts';
import type { Forged } from '../../prisma/kernel/forged-act.ts';
import { signInBondsOf } from '../../main/office/act-keys.ts';
import { createKeyedHashes, createRootSigner } from '../../prisma/kernel/audit-digests.ts';
import { createActSigner, createActVerifier, digestOfBody } from '../../prisma/kernel/act-signing.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const auditPair = generateKeyPairSync('ed25519');

/** The key of the audit's hashes in tests. */
export const AUDIT_KEY = Buffer.alloc(32, 9);

/** With which tests verify the audit, and sign its roots. */
export const AUDIT_KEYS = { hashKeys: [AUDIT_KEY], rootKeys: [auditPair.publicKey] } as const;
export const signRoot = createRootSigner(auditPair.privateKey);

/** The keys of every process of this test, and their public halves, as the environment gives them. */
export const ACT_KEYS = {
  BUTIE_ACT_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  BUTIE_ACT_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  BUTIE_AUDIT_HASH_KEY: AUDIT_KEY.toString('base64'),
  BUTIE_AUDIT_KEY: auditPair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  BUTIE_AUDIT_PUBLIC_KEY: auditPair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
} as const;

/** Binds sessions and password hashes as every API process of this test does. */
export const BONDS = signInBondsOf({
  actKey: ACT_KEYS.BUTIE_ACT_KEY,
  actKeyFile: undefined,
  actPublicKey: undefined,
  actPublicKeyFile: undefined,
});

export const signAct = createActSigner(privateKey);
export const verifyAct = createActVerifier([publicKey]);

const keyed = createKeyedHashes([AUDIT_KEY]);

/** The keys of acts as an API process has them. */
export const API_KEYS = { sign: signAct, keyed };
/** The same of a worker, which signs nothing. */
export const WORKER_KEYS = { sign: null, keyed };

/** What recordings need to judge messages; every forged one is put into `forged`. */
export function trust(forged: Forged[] = []) {
  return { verify: verifyAct, keyed, onForged: (one: Forged) => void forged.push(one) };
}

/** Keeps an act of a person as an API process does, under the id that its message has. */
export async function keepSigned(
  pool: pg.Pool,
  asked: EntityAct,
  { personId, body = {} }: { readonly personId: string; readonly body?: ActBody },
): Promise<void> {
  const { actId, kind, atMs } = asked.message;
  const whole = { ...body, asked };
  const bodyDigest = digestOfBody(whole);
  await pool.query(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'accepted', $9)`,
    [
      actId,
      asked.entity,
      asked.id,
      kind,
      personId,
      bodyDigest,
      JSON.stringify(whole),
      new Date(atMs),
      signAct({ actId, personId, asked, bodyDigest }),
    ],
  );
}
