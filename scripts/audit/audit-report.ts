import { sentenceOfFinding } from '../../domain/oversight/audit-sentences.ts';
import type { AuditOutcome } from '../../domain/oversight/audit-verification.ts';
import type { AuditReadKeys } from '../../prisma/kernel/audit-digests.ts';

/** Says what a verification found. @returns the exit code: 0 whole, 1 not */
export function tell({ entries, chains, sealed, roots, findings }: AuditOutcome, keys: AuditReadKeys): number {
  say(`记录 ${entries} 条，链 ${chains} 条，已编号 ${sealed} 条，每日根 ${roots} 个`);
  say(`${entries} entries, ${chains} chains, ${sealed} with their place, ${roots} daily roots`);
  if (keys.hashKeys.length === 0) {
    say('未给散列密钥：密钥散列未核对 · No key of the hashes: keyed hashes were not judged');
  }
  for (const finding of findings) {
    const { zh, en } = sentenceOfFinding(finding);
    say(`✗ ${zh} · ${en}`);
  }
  say(findings.length === 0 ? '完整 · Whole' : '不完整 · Not whole');
  return findings.length === 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
