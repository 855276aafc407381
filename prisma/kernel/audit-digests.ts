import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import type { AuditDigests } from '../../domain/oversight/audit-log.ts';
import { hmac } from './audit-key.ts';

/** The keys of the audit that a reader knows; without hash keys only chains and roots are judged. */
export interface AuditReadKeys {
  /** The writing one first; several while it is replaced. */
  readonly hashKeys: readonly Buffer[];
  /** The public halves of the key that signs roots. */
  readonly rootKeys: readonly KeyObject[];
}

export function createAuditDigests({ hashKeys, rootKeys }: AuditReadKeys): AuditDigests {
  return {
    entryHash: (previous, text) => createHash('sha256').update(Buffer.from(previous, 'hex')).update(text).digest('hex'),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    keyed: createKeyedHashes(hashKeys),
    isSigned: (text, signature) =>
      rootKeys.some((key) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))),
  };
}

/** What a keyed hash of a text would be, under every key that this process was given. */
export type KeyedHashes = (text: string) => readonly string[];

export function createKeyedHashes(hashKeys: readonly Buffer[]): KeyedHashes {
  return (text) => hashKeys.map((key) => hmac(key, text).toString('hex'));
}

/** Signs roots: in base64. */
export type RootSigner = (text: string) => string;

export function createRootSigner(key: KeyObject): RootSigner {
  return (text) => sign(null, Buffer.from(text), key).toString('base64');
}
