import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';

import type { CertificateWish, CertifiedKey } from './certificates.ts';
import { giveTo, type ServerUser } from './server-user.ts';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const AUTHORITY_YEARS = 20;
const CERTIFICATE_YEARS = 10;
/** A certificate that ends sooner than this is made anew. */
const RENEWAL_DAYS = 60;
/** So that a machine whose clock is a little behind takes a new certificate. */
const BACKDATED_DAYS = 1;

const OWN_FOLDER = 0o700;
/** The servers' user goes through it and reads its own files, but may not put others there. */
const ENTERED_FOLDER = 0o711;
const OWNER_ONLY = 0o600;

/** Names by which the embedded server is reached. */
export const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1'] as const;

/** Absolute paths of PEM files: the authority's certificate, one's own certificate and its private key. */
export interface TlsPaths {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export interface TemporalTls {
  /** Temporal's own; also its services among each other use it. */
  readonly server: TlsPaths;
  /** For everybody who talks to Temporal. */
  readonly client: TlsPaths;
}

interface TlsInput {
  /** Gets the folders `authority`, `server` and `client`. */
  readonly folder: string;
  /** Who reads the files of `server`; `undefined`: we ourselves. */
  readonly serverUser: ServerUser | undefined;
  readonly serverNames: readonly string[];
  readonly now: Date;
  readonly say: (line: string) => void;
}

/**
 * Makes what is missing, damaged, for other names, or ends within 60 days: the certificates of server and client from
 * the same authority; a new authority, and then both certificates, when the old one ends or its key is not there.
 */
export async function ensureTemporalTls(input: TlsInput): Promise<TemporalTls> {
  const { folder, serverUser, serverNames, now } = input;
  const server = pathsIn(join(folder, 'server'));
  const client = pathsIn(join(folder, 'client'));
  const authority = pathsIn(join(folder, 'authority'));
  mkdirSync(folder, { recursive: true, mode: ENTERED_FOLDER });
  if (!fits(server, authority.cert, serverNames, now) || !fits(client, authority.cert, [], now)) {
    await makeAnew({ authority, server, client }, input);
  }
  if (serverUser !== undefined) {
    chmodSync(dirname(server.key), ENTERED_FOLDER);
    Object.values(server).forEach((path) => giveTo(path, serverUser));
  }
  return { server, client };
}

async function makeAnew(
  { authority: authorityPaths, server, client }: TemporalTls & { readonly authority: TlsPaths },
  { folder, serverNames, now, say }: TlsInput,
): Promise<void> {
  // Loaded here, because nearly every start finds certificates that fit.
  const { issueCertificate, makeAuthority } = await import('./certificates.ts');
  const isFirst = !existsSync(authorityPaths.cert);
  const known = readAuthority(authorityPaths, now);
  const commonName = `butie Temporal CA ${now.toISOString().slice(0, 10)}`;
  const authority = known ?? makeAuthority({ commonName, ...lasting(now, AUTHORITY_YEARS) });
  if (known === null) {
    write(authorityPaths, { cert: authority.certificate, key: authority.key });
  }
  const validity = notLongerThan(authority.certificate, lasting(now, CERTIFICATE_YEARS));
  const issue = (paths: TlsPaths, wish: Omit<CertificateWish, keyof typeof validity>) => {
    const issued = issueCertificate(authority, { ...wish, ...validity });
    write(paths, { ca: authority.certificate, cert: issued.certificate, key: issued.key });
  };
  // Its services call each other with the server's certificate.
  issue(server, { commonName: 'butie Temporal', names: serverNames, purposes: ['server', 'client'] });
  issue(client, { commonName: 'butie', names: [], purposes: ['client'] });
  if (!isFirst) {
    say(`已更新 Temporal 的证书，见 ${folder} · New certificates for Temporal are in ${folder}`);
  }
}

/** What is there and true: signed by this authority, with its key, for these names, and for some time yet. */
function fits(paths: TlsPaths, authorityPath: string, names: readonly string[], now: Date): boolean {
  try {
    const authorityPem = readFileSync(authorityPath, 'utf8');
    const authority = new X509Certificate(authorityPem);
    const own = new X509Certificate(readFileSync(paths.cert));
    return (
      own.checkIssued(authority) &&
      own.verify(authority.publicKey) &&
      own.checkPrivateKey(createPrivateKey(readFileSync(paths.key))) &&
      readFileSync(paths.ca, 'utf8') === authorityPem &&
      isTimely(own, now) &&
      names.every((name) => (isIP(name) === 0 ? own.checkHost(name) : own.checkIP(name)) !== undefined)
    );
  } catch {
    return false; // Missing or damaged: it is made anew.
  }
}

/** `null`: a new one is needed. */
function readAuthority(paths: TlsPaths, now: Date): CertifiedKey | null {
  try {
    const known = { certificate: readFileSync(paths.cert, 'utf8'), key: readFileSync(paths.key, 'utf8') };
    const certificate = new X509Certificate(known.certificate);
    return certificate.checkPrivateKey(createPrivateKey(known.key)) && isTimely(certificate, now) ? known : null;
  } catch {
    return null; // Missing or damaged.
  }
}

function isTimely(certificate: X509Certificate, now: Date): boolean {
  const begin = Date.parse(certificate.validFrom);
  const end = Date.parse(certificate.validTo);
  return begin <= now.getTime() && end - now.getTime() > RENEWAL_DAYS * DAY_MS;
}

/** Each file gets its name when it is whole; a pair that a crash has parted does not fit and is made anew. */
function write(paths: TlsPaths, texts: Partial<Record<keyof TlsPaths, string>>): void {
  const folder = dirname(paths.key);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, OWN_FOLDER);
  for (const [path, text] of [
    [paths.key, texts.key],
    [paths.ca, texts.ca],
    [paths.cert, texts.cert],
  ] as const) {
    if (text !== undefined) {
      const draft = `${path}.new`;
      rmSync(draft, { force: true });
      writeFileSync(draft, text, { mode: OWNER_ONLY, flag: 'wx' });
      renameSync(draft, path);
    }
  }
}

function pathsIn(folder: string): TlsPaths {
  return { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
}

type Validity = Pick<CertificateWish, 'validFrom' | 'validUntil'>;

function lasting(now: Date, years: number): Validity {
  return {
    validFrom: new Date(now.getTime() - BACKDATED_DAYS * DAY_MS),
    validUntil: new Date(now.getTime() + years * YEAR_DAYS * DAY_MS),
  };
}

function notLongerThan(authority: string, validity: Validity): Validity {
  const end = new Date(new X509Certificate(authority).validTo);
  return validity.validUntil < end ? validity : { ...validity, validUntil: end };
}
