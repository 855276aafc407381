import { useState } from 'react';
import { Link } from 'wouter';
import type { StuckClaim, StuckEntity, StuckGroup } from '../../api/resources/stuck.ts';
import { dayOf } from '../../parts/format.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { usePlaceWords } from '../../words/places.ts';
import { wordOf } from '../../words/records.ts';
import { useStuckWords } from '../../words/stuck.ts';
import { reasonWord } from './reason-words.ts';
import { WhyItWaits } from './why-it-waits.tsx';

const TONES: Readonly<Record<StuckGroup['waitingFor'], Tone>> = {
  person: 'warn',
  clock: 'plain',
  outside: 'warn',
  worker: 'bad',
  error: 'bad',
  hold: 'plain',
  done: 'ok',
};

/** One cause with its claims, and whatever else waits for it. */
export function StuckRows({ group, age }: { readonly group: StuckGroup; readonly age: string }) {
  const words = useStuckWords();
  const to = `/stuck?${new URLSearchParams({ cause: group.cause, ...(age !== '' && { olderThanDays: age }) })}`;
  const shown = group.claims.length;
  const { entities = [] } = group;
  return (
    <tbody>
      <tr className="of-cause">
        <th scope="row">
          <Link href={to}>{words.causes[group.cause]}</Link>
        </th>
        <td>
          <Mark tone={TONES[group.waitingFor]}>{words.waitingFor[group.waitingFor]}</Mark>
        </td>
        <td className="num">
          <Link href={to}>{words.count(group.count)}</Link>
        </td>
        <td>{dayOf(group.oldestSince)}</td>
        <td className="num">{words.days(group.oldestAgeDays)}</td>
        <td className="text">{group.reasons.map((code) => reasonWord(words, code)).join(' · ')}</td>
        <td>{shown > 0 && shown < group.count && <span className="quiet">{words.someShown(shown)}</span>}</td>
      </tr>
      {group.claims.map((claim) => (
        <ClaimRow key={claim.claimId} claim={claim} />
      ))}
      {entities.map((entity) => (
        <EntityRow key={`${entity.kind} ${entity.id}`} entity={entity} />
      ))}
    </tbody>
  );
}

function ClaimRow({ claim }: { readonly claim: StuckClaim }) {
  const words = useStuckWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <tr className="in-cause">
        <th scope="row">
          <Link href={`/claims/${claim.claimId}`}>{claim.claimNo}</Link>
        </th>
        <td />
        <td />
        <td>{dayOf(claim.since)}</td>
        <td className="num">{words.days(claim.ageDays)}</td>
        <td className="text">{claim.reasons.map((code) => reasonWord(words, code)).join(' · ')}</td>
        <td>
          <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.why} <span className="hidden">{claim.claimNo}</span>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr className="diagnosis">
          <td colSpan={7}>
            <WhyItWaits claimId={claim.claimId} claimNo={claim.claimNo} />
          </td>
        </tr>
      )}
    </>
  );
}

function EntityRow({ entity }: { readonly entity: StuckEntity }) {
  const words = useStuckWords();
  const name = nameOf(words, usePlaceWords(), entity);
  const to = addressOf(entity);
  return (
    <tr className="in-cause">
      <th scope="row">
        {to === null ? (
          name
        ) : (
          <ScreenLink href={to} otherwise={name}>
            {name}
          </ScreenLink>
        )}
      </th>
      <td />
      <td />
      <td>{dayOf(entity.since)}</td>
      <td className="num">{words.days(entity.ageDays)}</td>
      <td className="text">{entity.reasons.map((code) => reasonWord(words, code)).join(' · ')}</td>
      <td />
    </tr>
  );
}

/** Kind, place and number. The id of a period that has no row yet begins with its kind: `ANNUAL_PLAN/150600/2025`. */
function nameOf(
  words: ReturnType<typeof useStuckWords>,
  places: Readonly<Record<string, string>>,
  { kind, id, jurisdiction = '', number = '' }: StuckEntity,
): string {
  const [period = ''] = id.split('/');
  const what = kind === 'period' ? wordOf(words.periods, period) : words.entities[kind];
  return [what, places[jurisdiction] ?? '', number].filter((part) => part !== '').join(' ');
}

function addressOf({ kind, id, jurisdiction = '', number = '' }: StuckEntity): string | null {
  const pages: Readonly<Partial<Record<StuckEntity['kind'], string>>> = {
    grant: `/grants/${id}`,
    grantCall: `/grants/calls/${id}`,
    annualPlan: `/plans/${number}?jurisdiction=${jurisdiction}`,
    demandCycle: `/demand/${number}?jurisdiction=${jurisdiction}`,
    webhookEndpoint: `/endpoints/${id}`,
    bankFile: `/bank-files/${id}`,
    recovery: `/recoveries/${id}`,
  };
  return pages[kind] ?? null;
}
