import { useLanguage } from '../words/language.ts';
import { useRecordWords } from '../words/records.ts';
import { SaveLinks } from './save-link.tsx';

interface ExportsProps {
  /** The address of the list, with its filters. */
  readonly path: string;
  readonly filters?: Readonly<Record<string, string | undefined>>;
}

const FORMATS = ['csv', 'xlsx'] as const;

/** The list as a file, in the language of the page and masked as on it; each one taken is a row of the audit. */
export function Exports({ path, filters = {} }: ExportsProps) {
  const words = useRecordWords();
  const lang = useLanguage();
  const asked = Object.entries({ ...filters, lang });
  const given = asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const addressOf = (format: string) => `${path}?${new URLSearchParams([...given, ['format', format]]).toString()}`;
  return (
    <div className="exports">
      <SaveLinks files={FORMATS.map((format) => [addressOf(format), words.exportAs(format)])} />
    </div>
  );
}
