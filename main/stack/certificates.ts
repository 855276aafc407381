import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

const COMMON_NAME = '2.5.4.3';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const SERIAL_BYTES = 16;
const LINE_OF_PEM = /.{1,64}/g;

/** A certificate and its private key (PKCS #8), both as PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateWish {
  readonly commonName: string;
  /** Host names and addresses by which a server is reached. */
  readonly names: readonly string[];
  readonly purposes: readonly ('server' | 'client')[];
  readonly validFrom: Date;
  readonly validUntil: Date;
}

/** A certificate authority of its own, which signs certificates of servers and clients but no further authorities. */
export function makeAuthority(wish: Omit<CertificateWish, 'names' | 'purposes'>): CertifiedKey {
  const own = newKey();
  const subject = nameOf(wish.commonName);
  const extensions = [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identifierOf(own.publicKey))),
  ];
  return {
    certificate: signed({ ...wish, subject, issuer: subject, extensions }, own.publicKey, own.key),
    key: own.key,
  };
}

/** A new key on P-256, certified by the authority. */
export function issueCertificate(authority: CertifiedKey, wish: CertificateWish): CertifiedKey {
  const own = newKey();
  const issuerKey = createPublicKey(authority.certificate).export({ type: 'spki', format: 'der' });
  const uses = wish.purposes.map((purpose) => (purpose === 'server' ? id_kp_serverAuth : id_kp_clientAuth));
  const extensions = [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage(uses)),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identifierOf(own.publicKey))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(identifierOf(issuerKey)) }),
    ),
    ...(wish.names.length === 0
      ? []
      : [extension(id_ce_subjectAltName, new SubjectAlternativeName(wish.names.map(generalName)))]),
  ];
  const issuer = subjectOf(authority.certificate);
  const content = { ...wish, subject: nameOf(wish.commonName), issuer, extensions };
  return { certificate: signed(content, own.publicKey, authority.key), key: own.key };
}

interface Content {
  readonly subject: Name;
  readonly issuer: Name;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly extensions: Extension[];
}

function signed(content: Content, publicKey: Buffer, signingKey: string): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: content.issuer,
    validity: new Validity({ notBefore: content.validFrom, notAfter: content.validUntil }),
    subject: content.subject,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions(content.extensions),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), createPrivateKey(signingKey));
  const whole = new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue: bytes(signature) });
  return pem(Buffer.from(AsnConvert.serialize(whole)));
}

function newKey(): { readonly publicKey: Buffer; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey, key: privateKey };
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

function subjectOf(certificate: string): Name {
  const der = Buffer.from(certificate.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  return AsnConvert.parse(der, Certificate).tbsCertificate.subject;
}

function generalName(name: string): GeneralName {
  return new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name });
}

/** Identifies a key, so that a client finds the issuer of a certificate; it is no secret and proves nothing. */
function identifierOf(publicKey: Buffer): ArrayBuffer {
  return bytes(createHash('sha256').update(publicKey).digest().subarray(0, 20));
}

/** Positive and not longer than 20 bytes, as RFC 5280 asks. */
function serialNumber(): ArrayBuffer {
  const serial = randomBytes(SERIAL_BYTES);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return bytes(serial);
}

function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(LINE_OF_PEM) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
