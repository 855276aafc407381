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

/** What an API process has taken in from outside, or what a person said of a case, and all that counts of it. */
export interface SignedFact {
  readonly purpose:
    | 'report'
    | 'results'
    | 'bankFile'
    | 'caseOpening'
    | 'caseClosing'
    | 'caseConfirmation'
    | 'repairProposal'
    | 'repairApproval';
  readonly id: string;
  readonly said: object;
}

/** Signs the acts that an API process keeps, and the facts that it takes in (D2, D3). */
export type ActSigner = (signed: SignedAct | SignedFact) => Buffer;

/** Whether one of the known API keys has signed this act or fact. */
export type ActVerifier = (signed: SignedAct | SignedFact, signature: Uint8Array | null) => boolean;

/** @throws RangeError if the key is no private Ed25519 key */
export function createActSigner(privateKey: KeyObject): ActSigner {
  requireKey(privateKey, 'private');
  return (signed) => sign(null, signedText(signed), privateKey);
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
  return (signed, signature) =>
    signature !== null && publicKeys.some((key) => verify(null, signedText(signed), key, signature));
}

/** The digest that an act's row keeps of its body: of its content, however the database orders its fields. */
export function digestOfBody(body: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(body)).digest();
}

/** The purpose keeps an act from being read as a fact, and a fact as an act. */
function signedText(signed: SignedAct | SignedFact): Buffer {
  if ('said' in signed) {
    const { purpose, id, said } = signed;
    return Buffer.from(canonicalJson({ purpose: `butie ${purpose} 1`, id, said }));
  }
  const { actId, personId, asked, bodyDigest } = signed;
  const body = Buffer.from(bodyDigest).toString('hex');
  return Buffer.from(canonicalJson({ purpose: 'butie act 1', actId, personId, asked, body }));
}

function requireKey({ type, asymmetricKeyType }: KeyObject, wanted: 'private' | 'public'): void {
  if (type !== wanted || asymmetricKeyType !== 'ed25519') {
    throw new RangeError(`Not a ${wanted} Ed25519 key: ${type} ${asymmetricKeyType ?? ''}`);
  }
}
