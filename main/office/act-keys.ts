import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  createActSigner,
  createActVerifier,
  type ActSigner,
  type ActVerifier,
} from '../../prisma/kernel/act-signing.ts';
import { wrongVariable, type Config } from '../config.ts';
import { createSignInBonds, type SignInBonds } from '../../prisma/people/sign-in-bonds.ts';
import { derOf, keyText } from './key-text.ts';

type KeyConfig = Pick<Config, 'actKey' | 'actKeyFile' | 'actPublicKey' | 'actPublicKeyFile'>;

/**
 * Signs the acts that this API process keeps (D2). Only API processes are given the private key.
 * @throws {StartError} when BUTIE_ACT_KEY or its file gives no Ed25519 key
 */
export function actSignerOf(config: KeyConfig): ActSigner {
  return withPrivateKeys(config, ([present]) => createActSigner(present));
}

/** The public halves of the API's keys, in base64. @throws {StartError} as `actSignerOf` */
export function publicKeyText(config: KeyConfig): string {
  return withPrivateKeys(config, (keys) =>
    keys.map((key) => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')).join(','),
  );
}

/**
 * Binds sessions and password hashes (S1, S14). A worker has only public halves, so it can make no bond.
 * @throws {StartError} as `actSignerOf`
 */
export function signInBondsOf(config: KeyConfig): SignInBonds {
  return withPrivateKeys(config, ([present, ...former]) =>
    createSignInBonds([secretOf(present), ...former.map(secretOf)]),
  );
}

type PrivateKeys = readonly [KeyObject, ...KeyObject[]];

/** The key that signs, and those that it replaces. */
function withPrivateKeys<Made>(config: KeyConfig, make: (keys: PrivateKeys) => Made): Made {
  const [text, variable] = keyText(config.actKey, config.actKeyFile, 'BUTIE_ACT_KEY');
  try {
    const [present = Buffer.alloc(0), ...former] = derOf(text);
    return make([privateKeyOf(present), ...former.map(privateKeyOf)]);
  } catch (error) {
    throw wrongVariable(variable, error);
  }
}

function privateKeyOf(key: Buffer): KeyObject {
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The 32 secret bytes of an Ed25519 key. */
function secretOf(key: KeyObject): Buffer {
  const { crv, d } = key.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || d === undefined) {
    throw new RangeError(`Not a private Ed25519 key: ${key.asymmetricKeyType ?? ''}`);
  }
  return Buffer.from(d, 'base64url');
}

/**
 * Checks the signatures of the API's acts with its public key, or with several while the key is being replaced.
 * @throws {StartError} when BUTIE_ACT_PUBLIC_KEY or its file gives none
 */
export function actVerifierOf(config: KeyConfig): ActVerifier {
  const [text, variable] = keyText(config.actPublicKey, config.actPublicKeyFile, 'BUTIE_ACT_PUBLIC_KEY');
  try {
    return createActVerifier(derOf(text).map(publicKeyOf));
  } catch (error) {
    throw wrongVariable(variable, error);
  }
}

/**
 * For API processes, which read what others of them signed: by their own key, and by those of BUTIE_ACT_PUBLIC_KEY where it
 * is given, as while the key is being replaced.
 * @throws {StartError} as `actSignerOf` and `actVerifierOf`
 */
export function apiVerifierOf(config: KeyConfig): ActVerifier {
  const isGiven = config.actPublicKey !== undefined || config.actPublicKeyFile !== undefined;
  const own = withPrivateKeys(config, (keys) => createActVerifier(keys.map(createPublicKey)));
  const others = isGiven ? actVerifierOf(config) : own;
  return (act, signature) => own(act, signature) || others(act, signature);
}

function publicKeyOf(key: Buffer): KeyObject {
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
