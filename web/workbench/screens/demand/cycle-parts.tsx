import { Link } from 'wouter';
import type { DemandCycle, DemandList } from '../../api/resources/demand.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { useDemandWords } from '../../words/demand.ts';

const TONES: Readonly<Record<DemandCycle['state'], Tone>> = {
  survey: 'warn',
  published: 'ok',
  pushed: 'ok',
  missed: 'bad',
};

export function CycleState({ cycle }: { readonly cycle: DemandCycle }) {
  const words = useDemandWords();
  return (
    <>
      <Mark tone={TONES[cycle.state]}>{words.states[cycle.state]}</Mark>{' '}
      {cycle.late && <Mark tone="bad">{words.late}</Mark>}
    </>
  );
}

interface CycleLinkProps {
  readonly cycle: DemandCycle;
  /** One of its lists, where they are published or still gathered. */
  readonly to?: DemandList;
  readonly text?: string;
}

/** Leads to a cycle, or to the list that a number counts. */
export function CycleLink({ cycle: { no, jurisdiction, publishedAt }, to, text }: CycleLinkProps) {
  const words = useDemandWords();
  const page = `/demand/${no}?jurisdiction=${jurisdiction}`;
  const gathered = `/demand?list=${to ?? ''}&state=checked`;
  const list = publishedAt === null ? gathered : `${page}#list-${to ?? ''}`;
  return <Link href={to === undefined ? page : list}>{text ?? words.cycle(no)}</Link>;
}
