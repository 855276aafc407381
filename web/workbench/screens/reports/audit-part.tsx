import { Section } from '../../parts/section.tsx';
import { useLanguage } from '../../words/language.ts';
import { useReportsWords } from '../../words/reports.ts';

interface AuditPartProps {
  readonly asked: { readonly jurisdiction: string; readonly year: string };
}

/** The special audit's export of the year, for auditors. */
export function AuditPart({ asked }: AuditPartProps) {
  const words = useReportsWords();
  const lang = useLanguage();
  const filters = Object.entries({ ...asked, format: 'csv', lang }).filter(([, value]) => value !== '');
  return (
    <Section title={words.audit}>
      <p className="quiet">{words.auditNote}</p>
      <p className="buttons">
        <a href={`/api/v1/reports/audit-export?${new URLSearchParams(filters).toString()}`} download>
          {words.auditFile}
        </a>
      </p>
    </Section>
  );
}
