import type { Read } from '../../api/client.ts';
import type { RecoveryActName } from '../../api/resources/recovery-acts.ts';
import type { Recovery } from '../../api/resources/recoveries.ts';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { effectsOf } from './recovery-effects.ts';
import { RecoveryFields } from './recovery-fields.tsx';
import { useRecoveryAct } from './use-recovery-act.ts';

/** What may be done with a recovery; an appeal is its debtor's, and its ruling a task. */
export function RecoveryActs({ recovery: { body: recovery, etag } }: { readonly recovery: Read<Recovery> }) {
  const words = useRecoveriesWords();
  const { acting, typed, type } = useRecoveryAct(recovery);
  return (
    <ActsFoot<RecoveryActName>
      acts={recovery.acts}
      words={{ ...words, effects: effectsOf(words.effects, recovery) }}
      primary="approval"
      danger="refusal"
      acting={acting}
      etag={etag}
    >
      {(act) => <RecoveryFields act={act} recovery={recovery} typed={typed} onType={type} />}
    </ActsFoot>
  );
}
