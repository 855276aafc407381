import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EntityAct } from '../../../api/kernel/desk-port.ts';
import { createActSigner, createActVerifier, digestOfBody } from '../../../prisma/kernel/act-signing.ts';

const ours = generateKeyPairSync('ed25519');
const theirs = generateKeyPairSync('ed25519');
const asked: EntityAct = { entity: 'batch', id: 'pob_1', message: { kind: 'dispatched', actId: 'act_1', atMs: 1 } };
const act = { actId: 'act_1', personId: 'per_1', asked, bodyDigest: digestOfBody({ asked, remark: '属实' }) };

describe('S1: the signature of an act', () => {
  it('fits the act and nothing that differs in one field', () => {
    const verify = createActVerifier([ours.publicKey]);
    const signature = createActSigner(ours.privateKey)(act);
    expect(verify(act, signature)).toBe(true);
    const others = [
      { ...act, actId: 'act_2' },
      { ...act, personId: 'per_2' },
      { ...act, personId: null },
      { ...act, asked: { ...asked, id: 'pob_2' } },
      { ...act, bodyDigest: digestOfBody({ asked, remark: '不属实' }) },
    ];
    expect(others.map((other) => verify(other, signature))).toEqual([false, false, false, false, false]);
    expect(verify(act, null)).toBe(false);
    expect(verify(act, Buffer.alloc(64))).toBe(false);
    expect(verify(act, createActSigner(theirs.privateKey)(act))).toBe(false);
  });

  it('is accepted from the former key while the key is replaced', () => {
    const verify = createActVerifier([theirs.publicKey, ours.publicKey]);
    expect(verify(act, createActSigner(ours.privateKey)(act))).toBe(true);
  });

  it('covers the content of a body, in whatever order the database returns its fields', () => {
    expect(digestOfBody({ b: 1, a: { d: 2, c: undefined } })).toEqual(digestOfBody({ a: { d: 2 }, b: 1 }));
  });

  it('wants an Ed25519 key of the right half', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    expect(() => createActSigner(rsa.privateKey)).toThrow(RangeError);
    expect(() => createActSigner(ours.publicKey)).toThrow(RangeError);
    expect(() => createActVerifier([ours.privateKey])).toThrow(RangeError);
    expect(() => createActVerifier([])).toThrow(RangeError);
  });
});
