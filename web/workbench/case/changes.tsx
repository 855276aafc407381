import { useQuery } from '@tanstack/react-query';
import { askedOf } from '../api/asked.ts';
import { claimChangesQuery } from '../api/resources/claims.ts';
import { yuan } from '../parts/format.ts';
import { useCaseWords } from '../words/case.ts';
import './case.css';
import { AskedOnce } from '../parts/asked.tsx';

/** What was returned and whether it was answered, then everything else that is different since. */
export function ChangesSince({ claimId }: { readonly claimId: string }) {
  const words = useCaseWords();
  const changes = useQuery(claimChangesQuery(claimId));
  return (
    <div className="diff">
      <AskedOnce what={words.changes} {...askedOf(changes)}>
        {({ corrections, documents, lines, account, amountFen }) => {
          const isSame = amountFen.before === amountFen.after;
          const isNone = documents.length + lines.length + corrections.length === 0 && isSame && !account.changed;
          return isNone ? (
            <p className="quiet">{words.noChanges}</p>
          ) : (
            <ul>
              {corrections.map(({ pointer, label, remark, answered }) => (
                <li key={pointer}>
                  <Answered isAnswered={answered} /> <b>{label}</b> <q>{remark}</q>
                </li>
              ))}
              {documents
                .filter((paper) => !corrections.some(({ pointer }) => names(pointer, paper)))
                .map(({ kind, label, after }) => (
                  <li key={after.id}>
                    <Answered isAnswered /> <b>{label}</b> <span key={kind}>{words.newVersion(after.version)}</span>
                  </li>
                ))}
              {lines.flatMap(({ lineId, name, fields }) =>
                fields.map(({ field, label, before, after }) => (
                  <li key={`${lineId} ${field}`}>
                    <b>{name}</b> {words.fieldChanged(label, before ?? words.nothing, after ?? words.nothing)}
                  </li>
                )),
              )}
              {account.changed && <li>{words.accountChanged}</li>}
              {!isSame && <li>{words.amountChanged(yuan(amountFen.before), yuan(amountFen.after))}</li>}
            </ul>
          );
        }}
      </AskedOnce>
    </div>
  );
}

/** A correction names the one paper of its kind; those of single people have rows of their own. */
function names(pointer: string, { kind, lineId }: { readonly kind: string; readonly lineId: string | null }): boolean {
  return lineId === null && pointer === `/documents/${kind}`;
}

function Answered({ isAnswered }: { readonly isAnswered: boolean }) {
  const words = useCaseWords();
  return <span className={isAnswered ? 'mark ok' : 'mark warn'}>{isAnswered ? words.changed : words.notChanged}</span>;
}
