import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Read } from '../../api/client.ts';
import { claimReadQuery, forgetClaim, holdClaim, releaseHold } from '../../api/resources/claim-lists.ts';
import type { Claim } from '../../api/resources/claims.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Choice, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { say } from '../../parts/status-line.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { wordOf } from '../../words/records.ts';

const HERE = ['hold', 'releaseHold'] as const;
type HoldAct = (typeof HERE)[number];
interface Typed {
  readonly category: string;
  readonly reason: string;
  readonly holdId: string;
}

const CATEGORIES = ['verification', 'investigation', 'other'] as const;
const NOTHING: Typed = { category: CATEGORIES[0], reason: '', holdId: '' };

/** The lower edge of a claim: holds. Whatever else may be done with it is a task. */
export function ClaimActs({ claim: { body: claim, etag } }: { readonly claim: Read<Claim> }) {
  const words = useClaimsWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const holdId = typed.holdId === '' ? (claim.holds[0]?.id ?? '') : typed.holdId;
  const acting = useAct<HoldAct, void>({
    send: (act, sent) =>
      act === 'hold'
        ? holdClaim(claim.id, { category: typed.category, reason: typed.reason }, sent)
        : releaseHold(claim.id, holdId, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${claim.claimNo}`);
      setTyped(NOTHING);
      void forgetClaim(claim.id);
    },
    lookAgain: async () => {
      await forgetClaim(claim.id);
      return (await client.fetchQuery({ ...claimReadQuery(claim.id), staleTime: 0 })).etag;
    },
  });
  const { act } = acting;
  const acts = claim.acts.flatMap((one) =>
    HERE.filter((name) => name === one.act).map((name) => ({ ...one, act: name })),
  );
  if (act === null) {
    return (
      <footer className="record-foot">
        <ScreenLink href={`/tasks?q=${claim.claimNo}`}>{words.toTasks}</ScreenLink>
        <ActsBar acts={acts} names={words.acts} onOpen={(chosen) => acting.open(chosen, etag)} />
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
        effect={words.effects[act]}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        {act === 'hold' ? (
          <HoldFields typed={typed} onType={setTyped} />
        ) : (
          <Choice
            label={words.whichHold}
            options={claim.holds.map(
              ({ id, category, reason }) => [id, `${wordOf(words.categories, category)} ${reason}`] as const,
            )}
            value={holdId}
            onChange={(chosen) => setTyped({ ...typed, holdId: chosen })}
          />
        )}
      </ActForm>
    </footer>
  );
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
