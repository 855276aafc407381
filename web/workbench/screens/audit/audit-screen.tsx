import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { auditQuery, type AuditEntry, type AuditFilters } from '../../api/resources/audit.ts';
import { useListed } from '../../api/use-list.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { Choice } from '../../parts/act-form.tsx';
import { when } from '../../parts/format.ts';
import { useAuditWords } from '../../words/audit.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { FindTrail } from './find-trail.tsx';
import { VerificationPart } from './verification-part.tsx';
import './audit.css';

const IDS = [
  'claimId',
  'filingId',
  'noticeId',
  'batchId',
  'caseId',
  'personId',
  'grantId',
  'planId',
  'recoveryId',
] as const;
const KINDS = [
  'claim',
  'filing',
  'notice',
  'batch',
  'grantCall',
  'grant',
  'annualPlan',
  'demandCycle',
  'recovery',
  'case',
  'person',
  'payoutEvent',
  'access',
  'demandEntry',
  'period',
  'reconciliation',
  'accountingPeriod',
  'repair',
] as const;

const idOf = ({ id }: AuditEntry) => String(id);

/** W14: who did what, the trail of one claim, and whether the chain holds. */
export default function AuditScreen() {
  const words = useAuditWords();
  const [search, setSearch] = useSearchParams();
  const kind = KINDS.find((one) => one === search.get('entityKind'));
  const named = IDS.flatMap((name) => {
    const id = search.get(name);
    return id === null ? [] : [[name, id] as const];
  });
  const filters: AuditFilters = { ...Object.fromEntries(named), ...(kind !== undefined && { entityKind: kind }) };
  const list = useListed(useInfiniteQuery(auditQuery(filters)), {
    name: search.toString(),
    idOf,
  });
  const no = search.get('no');
  return (
    <section className="screen" aria-labelledby="audit">
      <h1 id="audit">{words.heading}</h1>
      <VerificationPart />
      <div className="fields-row">
        <FindTrail onFound={(claimId, claimNo) => setSearch({ claimId, no: claimNo })} />
        <Choice
          label={words.kind}
          none={words.allKinds}
          value={kind ?? ''}
          options={KINDS.map((code) => [code, words.kinds[code]] as const)}
          onChange={(code) => setSearch(code === '' ? {} : { entityKind: code })}
        />
        {named.length > 0 && (
          <button type="button" className="plain" onClick={() => setSearch({})}>
            {words.all}
          </button>
        )}
      </div>
      {no !== null && <p>{words.trailOf(no)}</p>}
      <ListTable
        label={words.table}
        what={words.what}
        empty={words.empty}
        list={list}
        keyOf={idOf}
        columns={useEntryColumns()}
      />
    </section>
  );
}

function useEntryColumns(): readonly Column<AuditEntry>[] {
  const words = useAuditWords();
  const organs = useOrganWords();
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    at: ({ at }) => when(at),
    who: ({ person }) => person?.displayName ?? words.system,
    organ: ({ organ, section }) => `${organ === null ? none : wordOf(organs, organ)} ${section ?? ''}`,
    act: ({ act }) => wordOf(words.acts, act),
    of: (entry) => <ToTrail of={entry} />,
    facts: ['quote', ({ facts }) => <Facts of={facts} />],
  });
}

/** Leads to everything that happened to the same thing, where it can be asked for. */
function ToTrail({ of }: { readonly of: AuditEntry }) {
  const words = useAuditWords();
  const name = TRAIL_OF[of.entityKind];
  const word = words.kinds[of.entityKind];
  return name === undefined ? (
    word
  ) : (
    <Link href={`/audit?${new URLSearchParams({ [name]: of.entityId })}`}>
      {word} <span className="hidden">{words.trailOfThis}</span>
    </Link>
  );
}

const TRAIL_OF: Readonly<Partial<Record<AuditEntry['entityKind'], (typeof IDS)[number]>>> = {
  claim: 'claimId',
  filing: 'filingId',
  notice: 'noticeId',
  batch: 'batchId',
  case: 'caseId',
  person: 'personId',
  grant: 'grantId',
  annualPlan: 'planId',
  recovery: 'recoveryId',
};

/** The facts as they are sealed, for who looks closer. */
function Facts({ of }: { readonly of: AuditEntry['facts'] }) {
  const words = useAuditWords();
  const { none } = useRecordWords();
  const facts = Object.entries(of);
  return facts.length === 0 ? (
    none
  ) : (
    <details className="facts-of">
      <summary>{words.factsOf(facts.length)}</summary>
      <dl className="mono">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
