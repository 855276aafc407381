import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  createKeyedHashes,
  createRootSigner,
  type AuditReadKeys,
  type KeyedHashes,
  type RootSigner,
} from '../../prisma/kernel/audit-digests.ts';
import { wrongVariable, type Config } from '../config.ts';
import { derOf, keyText } from './key-text.ts';

type HashKeyConfig = Pick<Config, 'auditHashKey' | 'auditHashKeyFile'>;
type KeyConfig = HashKeyConfig & Pick<Config, 'auditKey' | 'auditKeyFile' | 'auditPublicKey' | 'auditPublicKeyFile'>;

const KEY_BYTES = 32;

/**
 * The keys of the keyed hashes (S15), the writing one first; several while it is replaced.
 * @throws {StartError} when BUTIE_AUDIT_HASH_KEY or its file gives none of 32 bytes
 */
export function auditHashKeysOf({ auditHashKey, auditHashKeyFile }: HashKeyConfig): readonly [Buffer, ...Buffer[]] {
  const [text, variable] = keyText(auditHashKey, auditHashKeyFile, 'BUTIE_AUDIT_HASH_KEY');
  const [first, ...others] = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => Buffer.from(part, 'base64'));
  if (first === undefined || [first, ...others].some(({ length }) => length !== KEY_BYTES)) {
    throw wrongVariable(variable);
  }
  return [first, ...others];
}

/** By which a process knows the entries again that any key of the hashes made. @throws {StartError} as above */
export function keyedHashesOf(config: HashKeyConfig): KeyedHashes {
  return createKeyedHashes(auditHashKeysOf(config));
}

/** Signs the daily roots. Only workers are given this key. @throws {StartError} when there is no Ed25519 key */
export function rootSignerOf({ auditKey, auditKeyFile }: KeyConfig): RootSigner {
  const [text, variable] = keyText(auditKey, auditKeyFile, 'BUTIE_AUDIT_KEY');
  try {
    const [der] = derOf(text);
    return createRootSigner(createPrivateKey({ key: der ?? Buffer.alloc(0), format: 'der', type: 'pkcs8' }));
  } catch (error) {
    throw wrongVariable(variable, error);
  }
}

/** What a reader of the audit knows. @throws {StartError} when a key is missing or wrong */
export function auditReadKeysOf(config: KeyConfig): AuditReadKeys {
  const [text, variable] = keyText(config.auditPublicKey, config.auditPublicKeyFile, 'BUTIE_AUDIT_PUBLIC_KEY');
  try {
    const rootKeys = derOf(text).map((key) => createPublicKey({ key, format: 'der', type: 'spki' }));
    if (rootKeys.length === 0) {
      throw new RangeError('no key');
    }
    return { hashKeys: auditHashKeysOf(config), rootKeys };
  } catch (error) {
    throw wrongVariable(variable, error);
  }
}
