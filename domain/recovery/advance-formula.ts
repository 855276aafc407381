import { formatFen, type BasisPoints, type Fen } from '../money.ts';
import type { Label } from '../policy/policy-pack.ts';

/** writes the requested amount, the expected amount and the share that limits the advance. */
export function advanceFormula(amountFen: Fen, expectedFen: Fen, shareBp: BasisPoints): Label {
  const share = `${shareBp / 100}%`;
  const [amount, expected] = [formatFen(amountFen), formatFen(expectedFen)];
  return {
    zh: `先行拨付 ${amount} 元（预计补贴 ${expected} 元，不超过 ${share}）`,
    en: `Advance ${amount} CNY of an expected ${expected} CNY, at most ${share}`,
  };
}
