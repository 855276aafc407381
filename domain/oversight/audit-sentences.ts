import type { AuditFault } from './audit-breaks.ts';
import type { AuditFinding } from './audit-verification.ts';

interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** `{chain}` is kind and id of an entity, `{seq}` the number in its chain, `{place}` that of the sequence. */
const SENTENCES: Readonly<Record<AuditFault, Sentence>> = {
  gap: { zh: '{chain} 第 {seq} 条之前有记录缺失', en: 'Entries are missing before entry {seq} of {chain}' },
  chain: { zh: '{chain} 第 {seq} 条与前一条不相接', en: 'Entry {seq} of {chain} does not follow the one before it' },
  content: { zh: '{chain} 第 {seq} 条的内容被改动', en: 'Entry {seq} of {chain} was changed' },
  notOurs: {
    zh: '{chain} 第 {seq} 条不是本系统写入的（密钥散列缺失或不符）',
    en: 'Entry {seq} of {chain} was written or changed without the key',
  },
  notSealed: { zh: '{chain} 第 {seq} 条没有总序号', en: 'Entry {seq} of {chain} has no place in the sequence' },
  tailCut: {
    zh: '{chain} 的末尾被截去：签名的根证明曾有第 {seq} 条',
    en: 'The end of {chain} is cut off: a signed root covers its entry {seq}',
  },
  chainMissing: {
    zh: '{chain} 的记录全部缺失，而签名的根包含它',
    en: 'All entries of {chain} are gone, and a signed root covers them',
  },
  rewritten: {
    zh: '{chain} 第 {seq} 条被改写：与签名的根不符',
    en: 'Entry {seq} of {chain} was rewritten: a signed root covers another one',
  },
  sequenceGap: {
    zh: '总序号自 {place} 起有记录缺失',
    en: 'Entries are missing from place {place} of the sequence on',
  },
  seal: {
    zh: '{chain} 第 {seq} 条在总序号 {place} 的封印不符',
    en: 'The seal of entry {seq} of {chain} at place {place} of the sequence is wrong',
  },
  logCut: {
    zh: '全部记录的末尾被截去：自总序号 {place} 起缺失',
    en: 'The end of the log is cut off: everything from place {place} of the sequence on is gone',
  },
  headChanged: {
    zh: '总序号 {place} 的封印与另存的不同',
    en: 'Place {place} of the sequence is not the one that was kept apart',
  },
  rootChanged: { zh: '{day} 的根被改动', en: 'The root of {day} was changed' },
  rootNotSigned: { zh: '{day} 的根签名无效', en: 'The root of {day} bears no valid signature' },
  rootMissing: {
    zh: '{day} 的根，或其前一日的根缺失',
    en: 'The root of {day}, or the one of the day before it, is missing',
  },
  rootReplaced: { zh: '{day} 的根与另存的副本不同', en: 'The root of {day} is not the one that was kept apart' },
  rootDiffers: { zh: '{day} 的记录与当日的根不符', en: 'The entries of {day} are not those that its root covers' },
  copyNotSigned: { zh: '另存的 {day} 的根签名无效', en: 'The copy of the root of {day} bears no valid signature' },
};

/** What a verification found, in plain words: what is wrong and where. */
export function sentenceOfFinding({ what, entityKind, entityId, seq, sequence, day }: AuditFinding): Sentence {
  const words: Readonly<Record<string, string>> = {
    chain: `${entityKind ?? '?'} ${entityId ?? '?'}`,
    seq: String(seq ?? '?'),
    place: String(sequence ?? '?'),
    day: day ?? '?',
  };
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  const { zh, en } = SENTENCES[what];
  return { zh: filled(zh), en: filled(en) };
}
