import { useFrameWords } from '../words/frame.ts';

export interface Deadline {
  /** `YYYY-MM-DD`, null without a deadline. */
  readonly dueOn: string | null;
  /** Signed; null without a deadline or while paused. */
  readonly workingDaysLeft: number | null;
  readonly dueState: 'ok' | 'near' | 'over' | 'paused' | 'provisional';
}

const SIGNS = { ok: '', near: '◔', over: '!', paused: '‖', provisional: '' } as const;

/** How much time is left, counted by the server; a colour always comes with a sign and a word. */
export function Due({ of: { dueOn, workingDaysLeft, dueState } }: { readonly of: Deadline }) {
  const words = useFrameWords().due;
  const said = () => {
    if (dueState === 'paused') {
      return words.paused;
    }
    if (workingDaysLeft === null) {
      return dueOn === null ? words.none : words.on(dueOn);
    }
    if (dueState === 'over') {
      return words.over(Math.abs(workingDaysLeft));
    }
    return workingDaysLeft === 0 ? words.today : words.left(workingDaysLeft);
  };
  return (
    <span className={`clock ${dueOn === null ? 'none' : dueState}`} title={dueOn ?? undefined}>
      {SIGNS[dueState] !== '' && <i aria-hidden="true">{SIGNS[dueState]}</i>}
      {said()}
    </span>
  );
}
