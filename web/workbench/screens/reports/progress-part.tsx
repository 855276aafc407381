import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { planProgressQuery, type PlanProgress } from '../../api/resources/reports.ts';
import { headsOf, TableFrame } from '../../parts/data-table.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { SaveLinks } from '../../parts/save-link.tsx';
import { Section } from '../../parts/section.tsx';
import { useLanguage } from '../../words/language.ts';
import { useReportsWords } from '../../words/reports.ts';

interface ProgressPartProps {
  readonly asked: { readonly jurisdiction: string; readonly year: string };
}

const FORMATS = ['csv', 'xlsx'] as const;
const NUMBERS = ['guidance', 'done', 'share', 'trained', 'subsidised', 'outside'] as const;

/** What the organs have done beside the guidance of the year, as bars and numbers. */
export function ProgressPart({ asked }: ProgressPartProps) {
  const words = useReportsWords();
  const lang = useLanguage();
  const progress = useQuery(planProgressQuery(asked));
  const fileOf = (format: (typeof FORMATS)[number]) => {
    const filters = Object.entries({ ...asked, format, lang }).filter(([, value]) => value !== '');
    return `/api/v1/reports/plan-progress?${new URLSearchParams(filters)}`;
  };
  return (
    <Section title={words.progress}>
      <AskedOnce
        what={words.progressWhat}
        data={progress.data}
        fault={faultOf(progress.error)}
        onRetry={() => void progress.refetch()}
      >
        {(found) => (
          <>
            <div className="buttons">
              {found.planDueOn !== null && <span className="quiet">{words.due(found.planDueOn)}</span>}
              <SaveLinks files={FORMATS.map((format) => [fileOf(format), words.download[format]])} />
            </div>
            {found.organs.length === 0 ? <p className="empty">{words.noOrgan}</p> : <Organs of={found} />}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}

function Organs({ of }: { readonly of: PlanProgress }) {
  const words = useReportsWords();
  return (
    <TableFrame
      label={words.progressTable}
      heads={headsOf(words.progressColumns, ['organ', ...NUMBERS, 'bar'], NUMBERS)}
    >
      <tbody>
        {of.organs.map((organ) => (
          <tr key={organ.organ}>
            <th scope="row">
              <Link href={`/claims?organ=${organ.organ}`}>{organ.organName}</Link>
            </th>
            <Numbers of={organ} name={organ.organName} outside={organ.outsidePlan} />
          </tr>
        ))}
        <tr className="total">
          <th scope="row">{words.total}</th>
          <Numbers of={of.total} name={words.total} outside={null} />
        </tr>
      </tbody>
    </TableFrame>
  );
}

interface NumbersProps {
  readonly of: PlanProgress['total'];
  readonly name: string;
  readonly outside: number | null;
}

const BP_OF_PERCENT = 100;

/** Person-times, a person once for each class: no list of claims holds just these, so they open none. */
function Numbers({ of, name, outside }: NumbersProps) {
  const words = useReportsWords();
  const share = of.progressBp === null ? words.none : words.percent((of.progressBp / BP_OF_PERCENT).toFixed(1));
  return (
    <>
      <td className="num">{of.guidance ?? words.none}</td>
      <td className="num">{of.done}</td>
      <td className="num">{share}</td>
      <td className="num">{of.trained}</td>
      <td className="num">{of.subsidised}</td>
      <td className="num">{outside ?? words.none}</td>
      <td>
        {of.guidance !== null && <meter aria-label={words.progressBar(name)} max={of.guidance} value={of.done} />}
      </td>
    </>
  );
}
