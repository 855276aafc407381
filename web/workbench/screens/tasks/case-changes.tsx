import { ChangesSince } from '../../case/changes.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Section } from './case-parts.tsx';

/** What was returned and whether it was answered, then everything else that is different since. */
export function Changes({ claimId }: { readonly claimId: string }) {
  const words = useCaseWords();
  return (
    <Section title={words.changes}>
      <ChangesSince claimId={claimId} />
    </Section>
  );
}
