import type { Recovery } from '../../api/resources/recoveries.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { effectsOf } from './recovery-effects.ts';
import { RecoveryFields } from './recovery-fields.tsx';
import { useRecoveryAct } from './use-recovery-act.ts';

interface EntryFormProps {
  readonly kind: 'repayment' | 'setOff';
  readonly recovery: Recovery;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A repayment or a set-off is entered in the list; another person confirms it. */
export function EntryForm({ kind, recovery, onClose, onDone }: EntryFormProps) {
  const words = useRecoveriesWords();
  const { acting, typed, type } = useRecoveryAct(recovery, { begin: kind, onDone });
  return (
    <ActForm
      name={words.acts[kind]}
      confirm={words.confirm[kind]}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      closed={closedNow(acting, recovery.acts)}
      hasKey={false}
      effect={effectsOf(words.effects, recovery)[kind]}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={onClose}
    >
      <RecoveryFields act={kind} recovery={recovery} typed={typed} onType={type} />
    </ActForm>
  );
}
