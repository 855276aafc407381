import {
  correctionSubject,
  CORRECTION_WORDS,
  isAnswered,
  type Corrected,
  type Correction,
} from '../../domain/claim/corrections.ts';
import { lineDifferences, type LineDifference } from '../../domain/claim/line-differences.ts';
import type { ClaimPoint, KeptLine } from '../../domain/claim/claim-round.ts';
import { maskName } from '../../domain/notice/mask.ts';
import { documentWord } from '../../domain/texts/route-words.ts';
import { ClaimChangesAnswer, ClaimChangesQuery } from '../../schemas/change-schemas.ts';
import { ClaimParams } from '../../schemas/claim-schemas.ts';
import { fill, type Language, type Sentence } from '../kernel/language.ts';
import { paperView, type ListedPaper } from '../kernel/papers.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AskedCorrection, ClaimChanges } from './change-ports.ts';
import { isOwn } from './claim-acts.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { papersSeen } from './claim-document-routes.ts';
import { requireClaim } from './require-act.ts';

/** What the applicant changed since a claim was returned (workbench §2.6). */
export function claimChangesRoute({ claims }: ClaimDependencies): Route {
  return defineRoute({
    operationId: 'getClaimChanges',
    method: 'get',
    path: '/api/v1/claims/:claimId/changes',
    summary: 'What changed in a claim since a round or a revision; without either, since it was last returned',
    params: ClaimParams,
    query: ClaimChangesQuery,
    answer: ClaimChangesAnswer,
    problems: ['NOT_FOUND', 'INVALID'],
    async handle({ caller, params: { claimId }, query: { since }, at, language }) {
      const claim = await requireClaim(claims, { claimId, caller, at });
      const changes = await claims.changes(claim, since ?? null);
      if (changes === null) {
        throw new Problem('INVALID', { errors: [{ pointer: '/query/since', code: 'NOT_FOUND' }] });
      }
      const { before, now } = changes;
      const lines = before === null ? [] : lineDifferences(before.lines, now.lines);
      const papers = changedPapers(changes.papers, changes.since?.at ?? null);
      const isAccountChanged = before !== null && before.payeeRevision !== now.payeeRevision;
      const named = new Set([...lines.map(({ lineId }) => lineId), ...linesAskedFor(changes)]);
      const every = new Map([...(before?.lines ?? []), ...now.lines].map((line) => [line.lineId, line]));
      const asked = [...every.values()].filter(({ lineId }) => named.has(lineId));
      const names = await claims.lineNames(claim, asked);
      const nameOf = (lineId: string) => {
        const name = names.get(lineId) ?? '';
        return isOwn(claim, caller) ? name : maskName(name);
      };
      const sight = papersSeen(claim, caller, language);
      const labelOf = labelsOf({ documents: sight.documents, language, nameOf, lines: [...every.values()] });
      return {
        body: {
          since: changes.since === null ? null : pointView(changes.since),
          until: pointView(changes.until),
          corrections: changes.corrections.map((one) => ({
            pointer: one.pointer,
            remark: one.remark,
            label: labelOf(one),
            answered: isAnswered(correctionSubject(one.pointer), correctedSince(one, changes)),
          })),
          documents: papers.map(({ before: former, after }) => {
            const { kind, label, of, lineId } = paperView(after, sight);
            return { kind, label, of, lineId, before: versionView(former), after: { ...fileView(after) } };
          }),
          lines: lines.map((line) => lineView(line, nameOf(line.lineId), language)),
          account: { changed: isAccountChanged },
          amountFen: { before: (before ?? now).amountFen, after: now.amountFen },
        },
      };
    },
  });
}

function pointView({ round, revision, at }: Omit<ClaimPoint, 'at'> & { readonly at: Date | null }) {
  return { round, revision, at: at?.toISOString() ?? null };
}

function fileView({ id, version, sha256 }: ListedPaper) {
  return { id, version, sha256 };
}

function versionView(paper: ListedPaper | null) {
  return paper === null ? null : fileView(paper);
}

/** What is not as the return left it that asked for a correction. */
function correctedSince({ at, before }: AskedCorrection, { now, papers, tables }: ClaimChanges): Corrected {
  const lines = before === null ? [] : lineDifferences(before.lines, now.lines);
  return {
    papers: changedPapers(papers, at).map(({ after: { kind, line } }) => ({ kind, lineId: line?.id ?? null })),
    lines: lines.map(({ fields, ...line }) => ({ ...line, fields: fields.map(({ field }) => field) })),
    tables: tables.filter((one) => one.at > at).map(({ table }) => table),
    isAccountChanged: before !== null && before.payeeRevision !== now.payeeRevision,
  };
}

/** The papers that have a newer version than at that moment; of a claim that was never returned none. */
function changedPapers(papers: readonly ListedPaper[], since: Date | null) {
  if (since === null) {
    return [];
  }
  const newest = papers.filter(({ version, versions }) => version === versions);
  return newest
    .filter(({ uploadedAt }) => uploadedAt > since)
    .map((after) => {
      const former = papers.filter((one) => isSamePaper(one, after) && one.uploadedAt <= since);
      return { after, before: former.toSorted((a, b) => b.version - a.version)[0] ?? null };
    });
}

function isSamePaper(one: ListedPaper, other: ListedPaper): boolean {
  return one.kind === other.kind && one.of === other.of && one.line?.id === other.line?.id;
}

function linesAskedFor({ corrections, now }: ClaimChanges): readonly string[] {
  return corrections.flatMap(({ pointer }) => {
    const subject = correctionSubject(pointer);
    if (subject.of !== 'line') {
      return [];
    }
    return subject.lineId ?? now.lines.find(({ position }) => position === subject.position)?.lineId ?? [];
  });
}

interface Named {
  readonly documents: Parameters<typeof documentWord>[1];
  readonly language: Language;
  readonly nameOf: (lineId: string) => string;
  readonly lines: readonly KeptLine[];
}

/** The name of what a correction is about: a paper, a person by place and masked name, or a part of the claim. */
function labelsOf({ documents, language, nameOf, lines }: Named) {
  return ({ pointer }: Correction): string => {
    const subject = correctionSubject(pointer);
    if (subject.of === 'document') {
      return documentWord(subject.kind, documents)[language];
    }
    if (subject.of !== 'line') {
      return CORRECTION_WORDS[subject.of][language];
    }
    const line = lines.find((one) => one.lineId === subject.lineId || one.position === subject.position);
    const { lineId, position } = line ?? { lineId: '', position: subject.position ?? 0 };
    return fill(PERSON[language], { position, name: nameOf(lineId) }, language).trim();
  };
}

const PERSON: Sentence = { zh: '第 {position} 人 {name}', en: 'Person {position} {name}' };

function lineView({ lineId, position, fields }: LineDifference, name: string, language: Language) {
  return {
    lineId,
    position,
    name,
    fields: fields.map(({ field, label, before, after }) => ({
      field,
      label: label[language],
      before: before?.[language] ?? null,
      after: after?.[language] ?? null,
    })),
  };
}
