import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import type { EntityAct, OwnAct } from '../../api/kernel/desk-port.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';

/** What the signature of an act covers: who acts, and what the API kept of it. */
export interface SignedAct {
  readonly actId: string;
  readonly personId: string | null;
  /** Entity, kind, seat, instant and decision. */
  readonly asked: EntityAct | OwnAct;
  readonly bodyDigest: Uint8Array;
}

/** Signs the acts that an API process keeps (D2). */
export type ActSigner = (act: SignedAct) => Buffer;

/** Whether one of the known API keys has signed this act. */
export type ActVerifier = (act: SignedAct, signature: Uint8Array | null) => boolean;

/** @throws RangeError if the key is no private Ed25519 key */
export function createActSigner(privateKey: KeyObject): ActSigner {
  requireKey(privateKey, 'private');
  return (act) => sign(null, signedText(act), privateKey);
}

/**
 * @param publicKeys several while a key is being replaced: acts signed with the former one are still accepted
 * @throws RangeError if one of them is no public Ed25519 key, or none is given
 */
export function createActVerifier(publicKeys: readonly KeyObject[]): ActVerifier {
  if (publicKeys.length === 0) {
    throw new RangeError('A public key of the API is missing');
  }
  publicKeys.forEach((key) => requireKey(key, 'public'));
  return (act, signature) =>
    signature !== null && publicKeys.some((key) => verify(null, signedText(act), key, signature));
}

/** The digest that an act's row keeps of its body: of its content, however the database orders its fields. */
export function digestOfBody(body: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(body)).digest();
}

const PURPOSE = 'butie act 1';

function signedText({ actId, personId, asked, bodyDigest }: SignedAct): Buffer {
  return Buffer.from(
    canonicalJson({ purpose: PURPOSE, actId, personId, asked, body: Buffer.from(bodyDigest).toString('hex') }),
  );
}

function requireKey({ type, asymmetricKeyType }: KeyObject, wanted: 'private' | 'public'): void {
  if (type !== wanted || asymmetricKeyType !== 'ed25519') {
    throw new RangeError(`Not a ${wanted} Ed25519 key: ${type} ${asymmetricKeyType ?? ''}`);
  }
}
