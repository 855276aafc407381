import { Buffer } from 'node:buffer';
import type { Chance } from './chance.ts';
import type { SentBody } from './generated-requests.ts';

export const OTHER_METHODS = ['PUT', 'PATCH', 'DELETE', 'POST', 'OPTIONS', 'PROPFIND', 'PURGE', 'TRACE', 'HEAD'];

type Broken = (name: string) => void;

const PATHS: Readonly<Record<string, (path: string) => string>> = {
  'percent that says nothing': (path) => path.replace(/[^/?]+(?=\?|$)/, '%ZZ%'),
  'percent of broken UTF-8': (path) => path.replace(/[^/?]+(?=\?|$)/, '%C3%28'),
  'NUL in the path': (path) => path.replace(/[^/?]+(?=\?|$)/, 'clm_%00'),
  'up and out': (path) => path.replace(/[^/?]+(?=\?|$)/, '..%2f..%2f..%2fetc%2fpasswd'),
  'dots as they are': (path) => path.replace(/[^/?]+(?=\?|$)/, '../../../etc/passwd'),
  'very long id': (path) => path.replace(/[^/?]+(?=\?|$)/, `clm_${'a'.repeat(5_000)}`),
  'id of another kind': (path) => path.replace(/(?:clm|fil|tsk|ntc|pob)_\w+/, 'lin_0123456789abcdef01234567'),
  'quote in the id': (path) => path.replace(/[^/?]+(?=\?|$)/, "clm_'%20OR%201=1--"),
  'double slashes': (path) => path.replaceAll('/', '//'),
  'unknown parameter': (path) => `${path}${path.includes('?') ? '&' : '?'}__proto__=1&constructor=2`,
  'parameter twice': (path) => `${path}${path.includes('?') ? '&' : '?'}limit=1&limit=2`,
  'absurd limit': (path) => `${path}${path.includes('?') ? '&' : '?'}limit=-1e99`,
  'foreign cursor': (path) => `${path}${path.includes('?') ? '&' : '?'}cursor=WyInIiwie30iLDllOTldfQ`,
  'broken query': (path) => `${path}?%&=&==%E0%A4%A&q=%00&state[]=x`,
  'long query': (path) => `${path}${path.includes('?') ? '&' : '?'}q=${'%E7%84%8A'.repeat(900)}`,
};

export function damagePath(path: string, chance: Chance, broken: Broken): string {
  const [name, change] = chance.pick(Object.entries(PATHS));
  broken(name);
  return change(path);
}

const HEADERS: Readonly<Record<string, (headers: readonly string[]) => readonly string[]>> = {
  'no headers': () => [],
  'key twice': (headers) => [...headers, 'Idempotency-Key', 'a', 'Idempotency-Key', 'b'],
  'key of spaces': (headers) => [...headers, 'Idempotency-Key', 'a b c'],
  'very long key': (headers) => [...without(headers, 'Idempotency-Key'), 'Idempotency-Key', 'k'.repeat(3_000)],
  'tag twice': (headers) => [...headers, 'If-Match', '"1"', 'If-Match', '"2"'],
  'tag of nonsense': (headers) => [...without(headers, 'If-Match'), 'If-Match', '{"a":1}'],
  'tag too large': (headers) => [...without(headers, 'If-Match'), 'If-Match', '"99999999999999999999"'],
  'no tag': (headers) => without(headers, 'If-Match'),
  'other content type': (headers) => [...without(headers, 'Content-Type'), 'Content-Type', 'application/xml'],
  'content type of nonsense': (headers) => [...without(headers, 'Content-Type'), 'Content-Type', ';;;=/'],
  'charset that nobody has': (headers) => [
    ...without(headers, 'Content-Type'),
    'Content-Type',
    'application/json; charset=utf-99',
  ],
  'encoding that it is not': (headers) => [...headers, 'Content-Encoding', 'gzip'],
  'encoding that nobody has': (headers) => [...headers, 'Content-Encoding', 'lz-nonsense'],
  'form without boundary': (headers) => [...without(headers, 'Content-Type'), 'Content-Type', 'multipart/form-data'],
  'token of nonsense': (headers) => [...headers, 'Authorization', `Bearer ${'é'.repeat(40)}`],
  'basic password': (headers) => [...headers, 'Authorization', 'Basic c2Nob29sOnByYWN0aWNl'],
  'broken cookie': (headers) => [...headers, 'Cookie', 'butie_session=%ZZ; ;=;butie_session="'],
  'language of nonsense': (headers) => [...headers, 'Accept-Language', ';q=x,,,zh;q=99,*;q=-1'],
  'accept of nonsense': (headers) => [...headers, 'Accept', 'text/;q=1;;;,/*'],
  'range and conditions': (headers) => [...headers, 'Range', 'bytes=5-1', 'If-None-Match', '*'],
  'forwarded by nobody': (headers) => [...headers, 'X-Forwarded-For', "';--, ::1", 'Host', 'evil.example'],
};

function without(headers: readonly string[], name: string): readonly string[] {
  return headers.filter((_text, at) => headers[at - (at % 2)]?.toLowerCase() !== name.toLowerCase());
}

export function damageHeaders(headers: readonly string[], chance: Chance, broken: Broken): readonly string[] {
  const [name, change] = chance.pick(Object.entries(HEADERS));
  broken(name);
  return change(headers);
}

const ABSURD: readonly unknown[] = [
  null,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  '\0',
  '\uD800',
  '\u202E\u2066',
  'x'.repeat(100_000),
  '=cmd()',
  "'; DROP TABLE claim; --",
  '2025-02-30',
  '9999-99-99',
  true,
  [],
  {},
  [[[[[]]]]],
  { $ne: null },
];

const TEXTS: Readonly<Record<string, string | Buffer>> = {
  'half of an object': '{"a":',
  'a number': '42',
  'a word': 'nothing',
  nothing: '',
  'null alone': 'null',
  'an empty list': '[]',
  'a list of lists': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'deep objects': `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
  'the prototype': '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}',
  'the same name twice': '{"act":"approve","act":"reject"}',
  'a huge number': `{"amountFen":${'9'.repeat(400)}}`,
  'not UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'more than it may weigh': `{"remark":"${'x'.repeat(1_100_000)}"}`,
};

const FORMS: Readonly<Record<string, string>> = {
  'a form that never ends': '--fuzz\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n姓名',
  'a form without a part': '--fuzz--\r\n',
  'another field': '--fuzz\r\nContent-Disposition: form-data; name="../x"\r\n\r\n1\r\n--fuzz--\r\n',
  'a part without a name': '--fuzz\r\nContent-Disposition: form-data\r\n\r\n1\r\n--fuzz--\r\n',
  'a header that never ends': `--fuzz\r\nContent-Disposition: form-data; name="${'a'.repeat(90_000)}`,
  'a path as its name':
    '--fuzz\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd\0.csv"\r\n\r\nMZ\0\u0001\r\n--fuzz--\r\n',
  'bytes of nothing': '\0\0\0\0',
};

/** JSON that is none, JSON with an absurd value somewhere, or a form that breaks off. */
export function damageBody(body: SentBody, chance: Chance, broken: Broken): SentBody {
  if (body.mediaType !== null && !body.mediaType.includes('json') && chance.oneIn(2)) {
    const [name, content] = chance.pick(Object.entries(FORMS));
    broken(name);
    return { ...body, content: Buffer.from(content), mediaType: 'multipart/form-data; boundary=fuzz' };
  }
  const { value } = body;
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && chance.oneIn(2)) {
    const name = chance.pick([...Object.keys(value), 'unknownField']);
    const absurd = chance.pick(ABSURD);
    broken(`${name}: ${JSON.stringify(absurd).slice(0, 30)}`);
    const changed = { ...value, [name]: absurd };
    return { content: Buffer.from(JSON.stringify(changed)), mediaType: 'application/json', value: changed };
  }
  const [name, content] = chance.pick(Object.entries(TEXTS));
  broken(name);
  return { content: Buffer.from(content), mediaType: 'application/json', value: undefined };
}
