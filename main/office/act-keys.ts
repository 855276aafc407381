import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  createActSigner,
  createActVerifier,
  type ActSigner,
  type ActVerifier,
} from '../../prisma/kernel/act-signing.ts';
import { wrongVariable, type Config } from '../config.ts';
import { derOf, keyText } from './key-text.ts';

type KeyConfig = Pick<Config, 'actKey' | 'actKeyFile' | 'actPublicKey' | 'actPublicKeyFile'>;

/**
 * Signs the acts that this API process keeps (D2). Only API processes are given the private key.
 * @throws {StartError} when BUTIE_ACT_KEY or its file gives no Ed25519 key
 */
export function actSignerOf(config: KeyConfig): ActSigner {
  return withPrivateKey(config, createActSigner);
}

/** The public half of the API's key, in base64. @throws {StartError} as `actSignerOf` */
export function publicKeyText(config: KeyConfig): string {
  return withPrivateKey(config, (key) =>
    createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
  );
}

function withPrivateKey<Made>(config: KeyConfig, make: (key: KeyObject) => Made): Made {
  const [text, variable] = keyText(config.actKey, config.actKeyFile, 'BUTIE_ACT_KEY');
  try {
    const [der] = derOf(text);
    return make(createPrivateKey({ key: der ?? Buffer.alloc(0), format: 'der', type: 'pkcs8' }));
  } catch (error) {
    throw wrongVariable(variable, error);
  }
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
  const own = withPrivateKey(config, (key) => createActVerifier([createPublicKey(key)]));
  const others = isGiven ? actVerifierOf(config) : own;
  return (act, signature) => own(act, signature) || others(act, signature);
}

function publicKeyOf(key: Buffer): KeyObject {
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
