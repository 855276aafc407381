import { Link } from 'wouter';
import type { AnnualPlan, PlanOfOrgan } from '../../api/resources/plans.ts';
import type { Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { useRecordWords } from '../../words/records.ts';

const TONES: Readonly<Record<PlanOfOrgan['state'], Tone>> = {
  missing: 'bad',
  submitted: 'warn',
  returned: 'warn',
  accepted: 'ok',
};

export function organHref({ year, jurisdiction }: AnnualPlan, organ: string): string {
  return `/plans/${year}/${organ}?jurisdiction=${jurisdiction}`;
}

/** How far the plan of an organ is, and whether it is late. */
export function OrganState({ organ }: { readonly organ: PlanOfOrgan }) {
  const words = usePlansWords();
  return (
    <>
      <Mark tone={TONES[organ.state]}>{words.organStates[organ.state]}</Mark>{' '}
      {organ.overdue && <Mark tone="bad">{words.overdue}</Mark>} {organ.late && <Mark tone="warn">{words.late}</Mark>}{' '}
      {organ.revision !== null && <Mark tone="warn">{words.revised}</Mark>}
    </>
  );
}

export function useOrganColumns(plan: AnnualPlan): readonly Column<PlanOfOrgan>[] {
  const words = usePlansWords();
  const { none } = useRecordWords();
  const of = words.columns;
  return [
    {
      key: 'organ',
      head: of.organ,
      cell: ({ organ, organName }) => <Link href={organHref(plan, organ)}>{organName}</Link>,
    },
    { key: 'required', head: of.required, cell: ({ required }) => (required ? words.required : words.voluntary) },
    { key: 'state', head: of.state, cell: (organ) => <OrganState organ={organ} /> },
    { key: 'version', head: of.version, kind: 'num', cell: ({ version }) => (version === 0 ? none : version) },
    {
      key: 'lines',
      head: of.lines,
      kind: 'num',
      cell: ({ organ, lines }) => <Link href={organHref(plan, organ)}>{lines.length}</Link>,
    },
    {
      key: 'submitted',
      head: of.submitted,
      cell: ({ submittedAt }) => (submittedAt === null ? none : when(submittedAt)),
    },
  ];
}
