import type { Config } from '../config.ts';
import { publicKeyText } from '../office/act-keys.ts';
import type { AuditFiles, StateFolder } from './state-folder.ts';

type EnvironmentOf = (child: 'api' | 'worker') => Record<string, string | undefined>;

/** The API gets the key that signs acts, the worker its public half and nothing else (D2). */
export function actKeyEnvironment(config: Config, { actKeyFile, actPublicKeyFile }: StateFolder): EnvironmentOf {
  const isGiven = config.actKey !== undefined || config.actKeyFile !== undefined;
  const own = isGiven
    ? { BUTIE_ACT_KEY: config.actKey, BUTIE_ACT_KEY_FILE: config.actKeyFile }
    : { BUTIE_ACT_KEY_FILE: actKeyFile };
  const ownHalf = isGiven
    ? { BUTIE_ACT_PUBLIC_KEY: publicKeyText(config) }
    : { BUTIE_ACT_PUBLIC_KEY_FILE: actPublicKeyFile };
  const isHalfGiven = config.actPublicKey !== undefined || config.actPublicKeyFile !== undefined;
  const half = isHalfGiven
    ? { BUTIE_ACT_PUBLIC_KEY: config.actPublicKey, BUTIE_ACT_PUBLIC_KEY_FILE: config.actPublicKeyFile }
    : ownHalf;
  // Of other API processes, too, the API believes what they signed.
  return (child) => (child === 'api' ? { ...own, ...(isHalfGiven ? half : {}) } : half);
}

/**
 * Both write into the audit; only the worker gets the key that signs its roots, only the API verifies them, also against
 * the copies that the worker keeps (S15).
 */
export function auditKeyEnvironment(config: Config, files: AuditFiles): EnvironmentOf {
  const hashKey = given('BUTIE_AUDIT_HASH_KEY', config.auditHashKey, config.auditHashKeyFile, files.hashKeyFile);
  const key = given('BUTIE_AUDIT_KEY', config.auditKey, config.auditKeyFile, files.keyFile);
  const publicKey = given(
    'BUTIE_AUDIT_PUBLIC_KEY',
    config.auditPublicKey,
    config.auditPublicKeyFile,
    files.publicKeyFile,
  );
  const roots = { BUTIE_AUDIT_ROOTS: config.auditRoots ?? files.rootsFile };
  return (child) => (child === 'api' ? { ...hashKey, ...publicKey, ...roots } : { ...hashKey, ...key, ...roots });
}

function given(name: string, value: string | undefined, file: string | undefined, made: string) {
  return value === undefined && file === undefined
    ? { [`${name}_FILE`]: made }
    : { [name]: value, [`${name}_FILE`]: file };
}
