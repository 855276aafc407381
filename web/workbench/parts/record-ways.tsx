import { Link } from 'wouter';
import { useRecordWords } from '../words/records.ts';

interface RecordWaysProps {
  /** The address of the list. */
  readonly list: string;
  readonly print: { readonly of: 'claim' | 'notice' | 'batch'; readonly id: string };
}

/** From a record to its list, and to its A4 sheet. */
export function RecordWays({ list, print: { of, id } }: RecordWaysProps) {
  const words = useRecordWords();
  return (
    <p className="buttons">
      <Link href={list} className="back">
        {words.back}
      </Link>
      <span className="grow" />
      <Link href={`/print/${of}/${id}`}>{words.print[of]}</Link>
    </p>
  );
}
