import type { Sentence } from './language.ts';
import type { ProblemText } from './messages-of-cases.ts';

/** Refusals about who signs in, and what they keep for themselves. */
export const PEOPLE_MESSAGES = {
  CREDENTIALS_WRONG: {
    zh: ['用户名或密码不正确', '请核对用户名和密码后再试。'],
    en: ['User name or password is wrong', 'Check both and try again.'],
  },
  CSRF_REQUIRED: {
    zh: ['缺少 X-CSRF-Token', '请从 GET /api/v1/session 取得 csrfToken，放入 X-CSRF-Token 请求头后重试。'],
    en: ['X-CSRF-Token is missing', 'Read csrfToken from GET /api/v1/session and send it as X-CSRF-Token.'],
  },
  CONFIRM_IDENTITY: {
    zh: ['请再次输入密码', '放行资金前须重新核对您的密码，核对后五分钟内有效。'],
    en: [
      'Say your password again',
      'Money is released only by somebody who has just said their password; it is good for five minutes.',
    ],
  },
  DRAFT_TOO_LARGE: {
    zh: ['草稿过大', '一份草稿不得超过 {kilobytes} KB，请缩短意见或更正内容后再保存。'],
    en: ['The draft is too large', 'A draft has at most {kilobytes} KB; shorten its remarks and save it again.'],
  },
  PASSWORD_WRONG: {
    zh: ['密码不正确', '请重新输入您的登录密码；您仍处于登录状态。'],
    en: ['The password is wrong', 'Enter the password that you sign in with again; you are still signed in.'],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;

/** Sentences for places in a request that is about what people keep for themselves. */
export const PEOPLE_FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  PURPOSE_NOT_YOURS: {
    zh: '您的角色不能以此用途查看这项信息',
    en: 'Your role does not see this for that purpose',
  },
  VIEW_ALONE: { zh: 'view 不能与其他筛选条件同时使用', en: 'A view goes without other filters' },
  TOO_MANY: { zh: '项数过多', en: 'Too many of them' },
};
