import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Read } from '../../api/client.ts';
import { claimReadQuery, forgetClaim, holdClaim, releaseHold } from '../../api/resources/claim-lists.ts';
import type { Claim } from '../../api/resources/claims.ts';
import { findRecovery } from '../../api/resources/recovery-acts.ts';
import { forgetRecoveries, type Recovery } from '../../api/resources/recoveries.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Choice, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { say } from '../../parts/status-line.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { wordOf } from '../../words/records.ts';
import { FindingFields, findingOf, NO_FINDING, type TypedFinding } from './finding-fields.tsx';

const HERE = ['hold', 'releaseHold', 'findRecovery'] as const;
type HereAct = (typeof HERE)[number];
interface Typed extends TypedFinding {
  readonly category: string;
  readonly reason: string;
  readonly holdId: string;
}

const CATEGORIES = ['verification', 'investigation', 'other'] as const;
const NOTHING: Typed = { ...NO_FINDING, category: CATEGORIES[0], reason: '', holdId: '' };

/** The lower edge of a claim: holds, and that what it was paid is asked back. Everything else is a task. */
export function ClaimActs({ claim: { body: claim, etag } }: { readonly claim: Read<Claim> }) {
  const words = useClaimsWords();
  const { acting, typed, setTyped, holdId } = useClaimAct(claim);
  const { act } = acting;
  const acts = claim.acts.flatMap((one) =>
    HERE.filter((name) => name === one.act).map((name) => ({ ...one, act: name })),
  );
  if (act === null) {
    return (
      <footer className="record-foot">
        <ScreenLink href={`/tasks?q=${claim.claimNo}`}>{words.toTasks}</ScreenLink>
        <ActsBar acts={acts} names={words.acts} closed={acting.closed} onOpen={(chosen) => acting.open(chosen, etag)} />
      </footer>
    );
  }
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.acts[act]}
        confirm={words.confirm[act]}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        closed={closedNow(acting, acts)}
        effect={words.effects[act]}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        {act === 'hold' && <HoldFields typed={typed} onType={setTyped} />}
        {act === 'releaseHold' && (
          <Choice
            label={words.whichHold}
            options={claim.holds.map(
              ({ id, category, reason }) => [id, `${wordOf(words.categories, category)} ${reason}`] as const,
            )}
            value={holdId}
            onChange={(chosen) => setTyped({ ...typed, holdId: chosen })}
          />
        )}
        {act === 'findRecovery' && (
          <FindingFields
            claimId={claim.id}
            partyId={claim.applicant.id}
            typed={typed}
            onType={(finding) => setTyped({ ...typed, ...finding })}
          />
        )}
      </ActForm>
    </footer>
  );
}

/** What is typed and sent; what is asked back is a record of its own, to which the page goes on. */
function useClaimAct(claim: Claim) {
  const words = useClaimsWords();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [typed, setTyped] = useState(NOTHING);
  const holdId = typed.holdId === '' ? (claim.holds[0]?.id ?? '') : typed.holdId;
  const acting = useAct<HereAct, Recovery | null>({
    send: async (act, sent) => {
      switch (act) {
        case 'hold':
          await holdClaim(claim.id, { category: typed.category, reason: typed.reason }, sent);
          return null;
        case 'releaseHold':
          await releaseHold(claim.id, holdId, sent);
          return null;
        case 'findRecovery':
          return findRecovery(findingOf(claim.id, typed), sent);
        default:
          return act satisfies never;
      }
    },
    onDone: (act, found) => {
      say(`${words.done[act]} ${claim.claimNo}`);
      setTyped(NOTHING);
      void forgetClaim(claim.id);
      if (found !== null) {
        void forgetRecoveries();
        go(`/recoveries/${found.id}`);
      }
    },
    lookAgain: async () => {
      await forgetClaim(claim.id);
      return (await client.fetchQuery({ ...claimReadQuery(claim.id), staleTime: 0 })).etag;
    },
  });
  return { acting, typed, setTyped, holdId };
}

function HoldFields({ typed, onType }: { readonly typed: Typed; readonly onType: (typed: Typed) => void }) {
  const words = useClaimsWords();
  return (
    <>
      <Choice
        label={words.category}
        options={CATEGORIES.map((code) => [code, words.categories[code]] as const)}
        value={typed.category}
        onChange={(category) => onType({ ...typed, category })}
      />
      <Remark value={typed.reason} onChange={(reason) => onType({ ...typed, reason })} />
    </>
  );
}
