import type { RecoveryActName } from '../../api/resources/recovery-acts.ts';
import type { Recovery } from '../../api/resources/recoveries.ts';
import { yuan } from '../../parts/format.ts';

type Sentence = (found: string, open: string) => string;

/** What each act does with what was found and what is still open. */
export function effectsOf(
  effects: Readonly<Record<RecoveryActName, Sentence>>,
  { foundFen, openFen }: Pick<Recovery, 'foundFen' | 'openFen'>,
): Readonly<Record<RecoveryActName, string>> {
  const say = (act: RecoveryActName) => effects[act](yuan(foundFen), yuan(openFen));
  return {
    approval: say('approval'),
    refusal: say('refusal'),
    repayment: say('repayment'),
    setOff: say('setOff'),
    instalments: say('instalments'),
    confirmInstalments: say('confirmInstalments'),
    writeOff: say('writeOff'),
    confirmWriteOff: say('confirmWriteOff'),
  };
}
