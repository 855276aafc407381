import { NoticeParams, ObjectionAnswer, ObjectionBody } from '../../schemas/notice-schemas.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage, problemText } from '../kernel/messages.ts';
import { parsePart } from '../kernel/parse-part.ts';
import { Problem } from '../kernel/problem.ts';
import { countAttempt } from '../kernel/rate-limit.ts';
import { defineRoute, type EnteredForm, type RawReply, type Route } from '../kernel/route.ts';
import { OBJECTION_FIELDS, type ObjectionDesk, type ObjectionView } from './notice-ports.ts';
import type { PublicNoticeDependencies } from './public-notice-routes.ts';

const HTML = 'text/html; charset=utf-8';
const VARIES = { Vary: 'Accept-Language' };

/** An objection as JSON, or as the form of the notice's page, whose answer is a page. */
export function objectionRoute(dependencies: PublicNoticeDependencies): Route {
  return defineRoute({
    operationId: 'fileObjection',
    method: 'post',
    path: '/public/notices/:noticeId/objections',
    summary: 'Object to an item of a notice, by anybody, until it ends (R-099); JSON, or the form of its page',
    params: NoticeParams,
    body: ObjectionBody,
    takesForm: true,
    answer: ObjectionAnswer,
    rawAnswers: ['text/html'],
    status: 202,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'NOTICE_CLOSED', 'INVALID', 'TOO_MANY_REQUESTS'],
    async handle({ params: { noticeId }, body, form, idempotencyKey, at, remoteAddress, language }) {
      const sent = { noticeId, at, remoteAddress, idempotencyKey };
      return form === undefined
        ? { body: { receiptNo: await keep(dependencies, sent, body) } }
        : answerForm(dependencies, sent, form, language);
    },
  });
}

interface Sent {
  readonly noticeId: string;
  readonly at: Date;
  readonly remoteAddress: string;
  readonly idempotencyKey: string | undefined;
}

async function answerForm(
  dependencies: PublicNoticeDependencies,
  sent: Sent,
  form: EnteredForm,
  language: Language,
): Promise<RawReply> {
  const formKey = /^[\w-]{16,64}$/.exec(form['formKey'] ?? '')?.[0];
  const values = Object.fromEntries(OBJECTION_FIELDS.map((field) => [field, (form[field] ?? '').trim()]));
  const shown: ObjectionView = { noticeId: sent.noticeId, formKey, values, errors: [], said: null };
  const pageOf = (view: ObjectionView) => ({ raw: dependencies.pages.objection(view, language), mediaType: HTML });
  try {
    const body = ObjectionBody.parse(parsePart('body', ObjectionBody, bodyOf(values)));
    const receiptNo = await keep(dependencies, sent, { ...body, key: formKey ?? sent.idempotencyKey });
    return { ...pageOf({ ...shown, said: { kind: 'received', receiptNo } }), headers: VARIES };
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    const { retryAfterSeconds } = error.details;
    const wait = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
    const page = pageOf({ ...shown, ...refusedView(error, language) });
    return { ...page, status: error.status, headers: { ...VARIES, ...wait } };
  }
}

/** What was left empty was not said; a number in any width is a number. */
function bodyOf(values: Readonly<Record<string, string>>): object {
  const said = Object.entries(values).filter(([, text]) => text !== '');
  return Object.fromEntries(said.map(([field, text]) => [field, field === 'itemNo' ? numberOf(text) : text]));
}

function numberOf(text: string): number | string {
  const plain = text.normalize('NFKC');
  return /^\d{1,7}$/.test(plain) ? Number(plain) : text;
}

/** What is wrong, by field; or of the whole, where no field is. */
function refusedView({ code, details }: Problem, language: Language): Pick<ObjectionView, 'errors' | 'said'> {
  const errors = (details.errors ?? []).map(({ pointer, code: fault, facts }) => ({
    field: OBJECTION_FIELDS.find((field) => pointer === `/${field}`) ?? null,
    message: fieldMessage(fault, language, facts),
  }));
  const { title, detail } = problemText(code, details.facts ?? {}, language);
  const text = language === 'zh' ? `${title}：${detail}` : `${title}: ${detail}`;
  return { errors, said: errors.length > 0 ? null : { kind: 'refused', text } };
}

/** Stores an objection and tells the notice. Returns the number of its receipt. */
async function keep(
  { notices, objections, objectionLimit }: PublicNoticeDependencies,
  { noticeId, at, remoteAddress }: Sent,
  { itemNo, statement, name, contact, key }: Entered,
): Promise<string> {
  await countAttempt(objectionLimit, remoteAddress);
  const objection = { noticeId, itemNo, statement, name: name ?? null, contact: contact ?? null, key };
  const kept = await notices.object(objection, at);
  if (kept.kind !== 'received') {
    throw objectionProblem(kept.kind);
  }
  await tellQuietly(objections, { noticeId, objectionId: kept.objectionId, at });
  return kept.receiptNo;
}

interface Entered {
  readonly itemNo: number;
  readonly statement: string;
  readonly name?: string | undefined;
  readonly contact?: string | undefined;
  readonly key?: string | undefined;
}

function objectionProblem(kind: 'hidden' | 'closed' | 'unknownItem'): Problem {
  if (kind === 'unknownItem') {
    return new Problem('INVALID', { errors: [{ pointer: '/itemNo', code: 'NOT_FOUND' }] });
  }
  return new Problem(kind === 'closed' ? 'NOTICE_CLOSED' : 'NOT_FOUND');
}

/** The objection is already stored; the relay repeats the message if it fails here. */
async function tellQuietly(
  objections: ObjectionDesk,
  objection: { readonly noticeId: string; readonly objectionId: string; readonly at: Date },
): Promise<void> {
  try {
    await objections.objectionFiled(objection.noticeId, objection.objectionId, objection.at);
  } catch {
    // Its row is open and not routed yet, so the relay finds it.
  }
}
