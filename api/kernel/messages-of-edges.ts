import type { ProblemText } from './messages-of-cases.ts';

/** Refusals at the edge of the API: hosts, metrics. */
export const EDGE_MESSAGES = {
  HOST_UNKNOWN: {
    zh: ['本服务不以此主机名应答', '请使用本系统公布的网址；运维人员可在 BUTIE_HOSTS 中加入此主机名。'],
    en: [
      'This host is not answered for',
      'Use the published address of this system; its operator can name the host in BUTIE_HOSTS.',
    ],
  },
  SIGN_IN_BUSY: {
    zh: ['同时登录的人较多', '您的密码尚未核对，也未计入尝试次数；请稍后再试。'],
    en: [
      'Many people are signing in',
      'Your password was not looked at, and the attempt does not count: try again in a moment.',
    ],
  },
  METRICS_TOKEN_MISSING: {
    zh: ['指标不对外公开', '请在本机读取，或使用 Authorization: Bearer 加 BUTIE_METRICS_TOKEN 的值。'],
    en: [
      'Metrics are not public',
      'Ask from this machine, or send Authorization: Bearer with the value of BUTIE_METRICS_TOKEN.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;
