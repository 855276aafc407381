import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { faultOf } from '../../api/problem.ts';
import { verificationQuery } from '../../api/resources/audit.ts';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useAuditWords } from '../../words/audit.ts';
import { useFrameWords } from '../../words/frame.ts';

/** Computes every hash, seal and root again, and says each break in words. */
export function VerificationPart() {
  const words = useAuditWords();
  const { failed } = useFrameWords().list;
  const { data, error, isFetching, refetch } = useQuery(verificationQuery);
  const fault = faultOf(error);
  async function verify() {
    const { isSuccess } = await refetch();
    if (isSuccess) {
      say(words.verified);
    }
  }
  return (
    <Section title={words.verification}>
      <div className="buttons">
        <Button type="primary" aria-disabled={isFetching} onClick={() => void (isFetching || verify())}>
          {words.verify}
        </Button>
        {isFetching && <span className="quiet">{words.verifying}</span>}
      </div>
      {fault !== null && <ProblemAlert fault={fault} before={failed(words.verificationWhat)} />}
      {data !== undefined && !isFetching && (
        <>
          <p>
            <Mark tone={data.intact ? 'ok' : 'bad'}>
              {data.intact ? words.intact : words.broken(data.breaks.length)}
            </Mark>{' '}
            {words.counted(data.entries, data.entities, data.sealed, data.roots)}{' '}
            {data.areCopiesCompared ? words.copies : words.noCopies}
          </p>
          <ul className="reasons">
            {data.breaks.map((one) => (
              <li key={`${one.what} ${one.entityId ?? ''} ${one.seq ?? ''} ${one.sequence ?? ''} ${one.day ?? ''}`}>
                {one.sentence}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
