import type { Buffer } from 'node:buffer';
import { listedOccupations } from '../../domain/policy/directories.ts';
import { SKILL_LEVELS } from '../../domain/codes.ts';
import { DEMAND_LISTS, type DemandList } from '../../domain/demand/demand-words.ts';
import { DemandFormQuery, EntryBody } from '../../schemas/demand-schemas.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage, problemText } from '../kernel/messages.ts';
import { parsePart } from '../kernel/parse-part.ts';
import { Problem } from '../kernel/problem.ts';
import { countAttempt } from '../kernel/rate-limit.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import { DEMAND_FORM_FIELDS, type DemandFormView } from './demand-form.ts';
import { bodyOfTexts, POINTER_OF, type EnteredTexts } from './entered-texts.ts';
import { judged } from './entry-judging.ts';

const HTML = 'text/html; charset=utf-8';
const VARIES = { Vary: 'Accept-Language' };

/** The page that a code on a poster opens: a form without sign-in and without a script. */
export function demandFormRoutes(deps: DemandDependencies): readonly Route[] {
  return [showForm(deps), sendForm(deps)];
}

function showForm({ library, formPage }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'showPublicDemandForm',
    method: 'get',
    path: '/public/demand-form',
    summary: 'The form that a code on a poster opens, for enterprises (list=employer) and workers (list=worker)',
    query: DemandFormQuery,
    rawAnswers: ['text/html'],
    problems: ['INVALID'],
    handle({ query: { jurisdiction, list, lang }, language }) {
      const view = {
        jurisdiction,
        list: list ?? null,
        language: lang ?? language,
        ...choicesOf(library),
        values: {},
        errors: [],
        said: null,
      };
      return Promise.resolve({ raw: formPage(view), mediaType: HTML, headers: VARIES });
    },
  });
}

function sendForm(deps: DemandDependencies): Route {
  return defineRoute({
    operationId: 'sendPublicDemandForm',
    method: 'post',
    path: '/public/demand-form',
    summary: 'What the form sends; an officer looks at it before it counts. The answer is a page',
    query: DemandFormQuery,
    takesBytes: true,
    status: 201,
    rawAnswers: ['text/html'],
    refusesByPage: true,
    problems: ['INVALID', 'FIELD_REQUIRED', 'TOO_MANY_REQUESTS'],
    async handle({ query: { jurisdiction, list, lang }, rawBody, language: preferred, at, remoteAddress }) {
      const language = lang ?? preferred;
      const values = valuesOf(rawBody);
      const asked = { jurisdiction, list: list ?? 'employer', language } as const;
      const shown = { ...asked, ...choicesOf(deps.library), values, errors: [], said: null };
      try {
        await countAttempt(deps.entryLimit, remoteAddress);
        const receiptNo = await enter(deps, asked, values, at);
        const said = { kind: 'received', receiptNo } as const;
        return { raw: deps.formPage({ ...shown, values: {}, said }), mediaType: HTML, status: 201, headers: VARIES };
      } catch (error) {
        if (!(error instanceof Problem)) {
          throw error;
        }
        return {
          raw: deps.formPage({ ...shown, ...refusedView(error, language) }),
          mediaType: HTML,
          ...replyOf(error),
        };
      }
    },
  });
}

/** What the form lets choose. */
function choicesOf(library: DemandDependencies['library']) {
  return { lists: DEMAND_LISTS, levels: SKILL_LEVELS, occupations: listedOccupations(library) };
}

function replyOf({ status, details }: Problem) {
  const { retryAfterSeconds } = details;
  const wait = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return { status, headers: { ...VARIES, ...wait } };
}

/** What is wrong, by field; or of the whole, where no field is. */
function refusedView({ code, details }: Problem, language: Language): Pick<DemandFormView, 'errors' | 'said'> {
  const errors = (details.errors ?? []).map(({ pointer, code: fault, facts }) => ({
    field: DEMAND_FORM_FIELDS.find((field) => pointer.startsWith(`/${POINTER_OF[field] ?? field}`)) ?? null,
    message: fieldMessage(fault, language, facts),
  }));
  const text = problemText(code, details.facts ?? {}, language);
  return { errors, said: errors.length > 0 ? null : { kind: 'refused', text: `${text.title}：${text.detail}` } };
}

/** A form has few short fields; more of them, or longer ones, are not the form's. */
const LONGEST_FORM = 20_000;

function valuesOf(bytes: Buffer): EnteredTexts {
  if (bytes.length > LONGEST_FORM) {
    return {};
  }
  const sent = new URLSearchParams(bytes.toString('utf8'));
  return Object.fromEntries(DEMAND_FORM_FIELDS.map((field) => [field, (sent.get(field) ?? '').trim().slice(0, 500)]));
}

async function enter(
  { demand, library }: DemandDependencies,
  { jurisdiction, list }: { readonly jurisdiction: string; readonly list: DemandList },
  values: EnteredTexts,
  at: Date,
): Promise<string> {
  const parsed = EntryBody.parse(parsePart('body', EntryBody, bodyOfTexts(library, { jurisdiction, list }, values)));
  const { jurisdiction: place, source, ...entered } = parsed;
  const data = judged(library, place, entered, at);
  return demand.keep({ key: undefined, jurisdiction: place, source, isChecked: false, data, by: null, at });
}
