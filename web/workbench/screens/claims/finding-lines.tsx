import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { claimLinesQuery } from '../../api/resources/claims.ts';
import { Field } from '../../parts/act-form.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { Tick } from '../../parts/labelled.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';

/** By the id of a line what is to come back of it, as it is typed. */
export type TypedLines = Readonly<Record<string, string>>;

interface FindingLinesProps {
  readonly claimId: string;
  readonly typed: TypedLines;
  readonly onType: (typed: TypedLines) => void;
}

/** Whose money is to come back, where it is not everybody's; whether the amounts sum is the server's to say. */
export function FindingLines({ claimId, typed, onType }: FindingLinesProps) {
  const words = useRecoveriesWords().finding;
  const [isOpen, setOpen] = useState(false);
  const lines = useQuery({ ...claimLinesQuery(claimId), enabled: isOpen });
  const without = (lineId: string) => Object.fromEntries(Object.entries(typed).filter(([id]) => id !== lineId));
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.lines}</summary>
      {isOpen && (
        <AskedOnce
          what={words.linesWhat}
          data={lines.data}
          fault={faultOf(lines.error)}
          onRetry={() => void lines.refetch()}
        >
          {(found) => (
            <ul className="lines-found">
              {found.map(({ id, position, name }) => (
                <li key={id} className="fields-row">
                  <Tick
                    label={words.line(position, name)}
                    isChecked={Object.hasOwn(typed, id)}
                    onChange={(isChosen) => onType(isChosen ? { ...typed, [id]: '' } : without(id))}
                  />
                  {Object.hasOwn(typed, id) && (
                    <Field
                      label={words.lineAmount(position)}
                      value={typed[id] ?? ''}
                      onChange={(amount) => onType({ ...typed, [id]: amount })}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
        </AskedOnce>
      )}
    </details>
  );
}
