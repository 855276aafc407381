import type { UrlFault } from '../../domain/event/delivery-words.ts';
import type { ProblemText } from './messages-of-cases.ts';
import type { Sentence } from './language.ts';

/** Refusals about endpoints of other systems. */
export const EVENT_MESSAGES = {
  URL_NOT_ALLOWED: {
    zh: ['不能向该地址推送', '请按提示的原因更换地址；内网地址须由运维人员先放行。'],
    en: [
      'Nothing is sent to this address',
      'Give another one, for the reason beside it; who runs the servers can open addresses of an inner network.',
    ],
  },
  ROTATION_RUNNING: {
    zh: ['已有两个密钥同时有效', '请等旧密钥到期后再更换；密钥已泄露的，可不留并用时间立即更换。'],
    en: [
      'Two secrets are live already',
      'Make another one once the former has expired; where it leaked, make one without an overlap, which ends all former ones.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;

/** What is wrong with an address. */
export const URL_MESSAGES: Readonly<Record<UrlFault, Sentence>> = {
  SCHEME: { zh: '须为 https 地址', en: 'It must be an https address' },
  USERINFO: { zh: '地址中不能含用户名或密码', en: 'It must not hold a user name or a password' },
  PORT: { zh: '端口须为 443 或不小于 1024', en: 'Its port must be 443, or 1024 and above' },
  ADDRESS: { zh: '指向不允许推送的网络地址', en: 'It leads to a network address that is not allowed' },
  UNRESOLVED: { zh: '域名无法解析', en: 'Its name cannot be resolved' },
};
