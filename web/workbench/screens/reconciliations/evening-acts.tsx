import { useState } from 'react';
import {
  explainDifference,
  forgetBooks,
  runEvening,
  type Difference,
  type Evening,
} from '../../api/resources/books.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { say } from '../../parts/status-line.tsx';
import { useBooksWords } from '../../words/books.ts';

type EveningAct = 'run' | 'explanation';

/** The day again, and the explanation of one of its differences. */
export function useEveningActs({ day }: Evening) {
  const words = useBooksWords().evening;
  const [difference, setDifference] = useState<Difference | null>(null);
  /** What was typed about each of them. */
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const text = texts[difference?.id ?? ''] ?? '';
  const acting = useAct<EveningAct, unknown>({
    send: (act, sent) =>
      act === 'explanation' && difference !== null ? explainDifference(difference, text, sent) : runEvening(day, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${act === 'run' ? day : (difference?.claimNo ?? difference?.grantNo ?? day)}`);
      setTexts({});
      void forgetBooks();
    },
    lookAgain: async () => {
      await forgetBooks();
      return '';
    },
  });
  /** Another difference is not explained while the answer about this one is on its way. */
  const explain = (chosen: Difference) => {
    if (!acting.isBusy) {
      setDifference(chosen);
      acting.open('explanation', '');
    }
  };
  const type = (typed: string) => setTexts({ ...texts, [difference?.id ?? '']: typed });
  return { acting, difference, text, type, explain };
}

interface EveningActsProps {
  readonly evening: Evening;
  readonly of: ReturnType<typeof useEveningActs>;
}

/** The lower edge of a day. */
export function EveningActs({ evening, of: { acting, difference, text, type } }: EveningActsProps) {
  const words = useBooksWords().evening;
  const { act } = acting;
  if (act === null) {
    return (
      <footer className="record-foot">
        <ActsBar
          acts={evening.acts}
          names={words.acts}
          closed={acting.closed === 'run' ? 'run' : null}
          onOpen={(chosen) => acting.open(chosen, '')}
        />
      </footer>
    );
  }
  /** As the day now has it; of a difference that is gone, none. */
  const offered = evening.differences.find(({ id }) => id === difference?.id)?.acts ?? [];
  return (
    <footer className="record-foot open">
      <ActForm
        key={difference?.id}
        name={words.acts[act]}
        confirm={words.confirm[act]}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        closed={closedNow(acting, act === 'run' ? evening.acts : offered)}
        effect={act === 'run' ? words.effects.run : words.effects.explanation(difference?.sentence ?? '')}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        {act === 'explanation' && <Remark label={words.text} value={text} onChange={type} />}
      </ActForm>
    </footer>
  );
}
