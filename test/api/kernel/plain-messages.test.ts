import { describe, expect, it } from 'vitest';
import { problemText } from '../../../api/kernel/messages.ts';
import { PROBLEM_STATUS } from '../../../schemas/problem-codes.ts';

/** Refusals of a request's own form: only a program that writes requests meets them. */
const OF_PROGRAMS = [
  'UNREADABLE',
  'CURSOR_INVALID',
  'SEARCH_BY_POST',
  'IDEMPOTENCY_KEY_MISSING',
  'IDEMPOTENCY_KEY_INVALID',
  'IDEMPOTENCY_KEY_REUSED',
  'IF_MATCH_INVALID',
  'IF_MATCH_ANY',
  'IF_MATCH_MISSING',
  'METHOD_NOT_ALLOWED',
  'SIGNATURE_INVALID',
  'CSRF_REQUIRED',
  'TOO_LARGE',
];
/** Words of an interface: methods, addresses, members and headers. */
const INTERFACE =
  /\b(GET|POST|PUT|PATCH|DELETE|JSON|ETag|If-Match|Idempotency-Key|pointer)\b|errors (lists|names|所列|列出|中)|\/api\/|\w: (true|false)\b/;

describe('the words of a refusal', () => {
  const codes = Object.keys(PROBLEM_STATUS).filter((code) => !OF_PROGRAMS.includes(code));

  it.each(['zh', 'en'] as const)('speak to people and not to programs (%s)', (language) => {
    const technical = codes.flatMap((code) => {
      if (!isCode(code)) {
        return [];
      }
      const { title, detail } = problemText(code, {}, language);
      return INTERFACE.test(`${title} ${detail}`) ? [`${code}: ${detail}`] : [];
    });
    expect(codes.length).toBeGreaterThan(150);
    expect(technical).toEqual([]);
  });
});

function isCode(code: string): code is keyof typeof PROBLEM_STATUS {
  return Object.hasOwn(PROBLEM_STATUS, code);
}
