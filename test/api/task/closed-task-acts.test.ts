import { describe, expect, it } from 'vitest';
import { missingCondition } from '../../../api/kernel/closed-act-words.ts';

describe('the reason of a closed act names the condition that is missing (X5)', () => {
  it('who may do it, where the person may not', () => {
    const asked = { of: 'batch', act: 'release', operation: 'releasePayoutBatch' } as const;
    expect(missingCondition(asked, 'FORBIDDEN')?.zh).toBe('须由财政复核人办理');
    expect(missingCondition(asked, 'ROLE_REQUIRED')?.en).toBe('It takes a checker of Finance');
  });

  it('when it is open, where the resource stands elsewhere', () => {
    const asked = { of: 'notice', act: 'withdrawal', operation: 'withdrawNotice' } as const;
    expect(missingCondition(asked, 'WRONG_STATE')?.zh).toBe('只有公示期内的公示可以撤回');
  });

  it('and nothing where the code says it itself', () => {
    expect(missingCondition({ of: 'claim', act: 'hold', operation: 'holdClaim' }, 'CLAIM_HELD')).toBeUndefined();
  });
});
