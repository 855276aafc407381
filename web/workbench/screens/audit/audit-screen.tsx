import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { auditQuery, type AuditEntry, type AuditFilters } from '../../api/resources/audit.ts';
import { useListed } from '../../api/use-list.ts';
import { Choice } from '../../parts/act-form.tsx';
import { when } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { useAuditWords } from '../../words/audit.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { FindTrail } from './find-trail.tsx';
import { VerificationPart } from './verification-part.tsx';
import './audit.css';

const IDS = ['claimId', 'filingId', 'noticeId', 'batchId', 'caseId', 'personId', 'grantId', 'planId'] as const;
const KINDS = [
  'claim',
  'filing',
  'notice',
  'batch',
  'grantCall',
  'grant',
  'annualPlan',
  'demandCycle',
  'case',
  'person',
  'payoutEvent',
  'access',
  'demandEntry',
  'period',
] as const;

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
    idOf: ({ id }: AuditEntry) => String(id),
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
      <ListFrame what={words.what} empty={words.empty} list={list}>
        <Entries rows={list.rows} />
      </ListFrame>
    </section>
  );
}

function Entries({ rows }: { readonly rows: readonly AuditEntry[] }) {
  const words = useAuditWords();
  const organs = useOrganWords();
  const { none } = useRecordWords();
  const { columns } = words;
  return (
    <table aria-label={words.table}>
      <thead>
        <tr>
          <th scope="col">{columns.at}</th>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.organ}</th>
          <th scope="col">{columns.act}</th>
          <th scope="col">{columns.of}</th>
          <th scope="col">{columns.facts}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id}>
            <th scope="row">{when(entry.at)}</th>
            <td>{entry.person?.displayName ?? words.system}</td>
            <td>
              {entry.organ === null ? none : wordOf(organs, entry.organ)} {entry.section}
            </td>
            <td>{wordOf(words.acts, entry.act)}</td>
            <td>
              {words.kinds[entry.entityKind]} <span className="mono">{entry.entityId}</span>
            </td>
            <td className="mono facts-of">{JSON.stringify(entry.facts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
