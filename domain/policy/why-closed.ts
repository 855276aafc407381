import type { Label } from './policy-pack.ts';

const SENTENCES: Readonly<Record<string, Label>> = {
  'rate.classHour': { zh: '没有文件或本地标准规定每课时补贴标准', en: 'Nobody has entered a rate per class hour' },
  'rate.perHead': { zh: '没有文件或本地标准规定每人补贴标准', en: 'Nobody has entered a rate per head' },
  'rate.perYear': { zh: '没有文件或本地标准规定每年补贴标准', en: 'Nobody has entered a rate per year' },
  'rate.perMonth': { zh: '没有文件或本地标准规定每月补贴标准', en: 'Nobody has entered a rate per month' },
  'rate.perDay': { zh: '没有文件或本地标准规定每天补贴标准', en: 'Nobody has entered a rate per day' },
  designation: { zh: '没有文件规定授予何种称号', en: 'No document says which title it gives' },
  fund: { zh: '没有文件规定从哪项资金列支', en: 'No document says which fund pays it' },
  ridesOn: {
    zh: '随其他补贴一并办理，而所随补贴在本地区均未开放',
    en: 'It comes with other routes, and none of them is open',
  },
};

/**
 * Returns a sentence that describes what is missing. `awaited`: parameters that a document announces and leaves to
 * other documents.
 */
export function whyMissing(key: string, awaited: ReadonlySet<string>): Label {
  const sentence = SENTENCES[key];
  if (sentence !== undefined) {
    return sentence;
  }
  if (key.startsWith('route.')) {
    return {
      zh: '本地区及上级的文件在这一天没有规定这一途径',
      en: 'No document of this jurisdiction or above it has this route on the day',
    };
  }
  if (key.startsWith('pipeline.')) {
    return { zh: '没有文件规定办理流程', en: 'No document says the steps' };
  }
  return awaited.has(key)
    ? { zh: '文件要求另行制定，尚未制定', en: 'Announced by a document, and nobody has made it yet' }
    : { zh: '没有文件或默认参数作出规定', en: 'No document and no default says it' };
}

/** Returns why a route is closed, for its applicant or official: each reason once, a parameter with its name. */
export function whyClosed(keys: readonly string[]): Label {
  const parameters = keys.filter((key) => !isSentence(key));
  const named = `（${parameters.join('、')}）`;
  const whys = [
    ...keys.filter(isSentence).map((key) => whyMissing(key, new Set())),
    ...(parameters.length === 0
      ? []
      : [
          {
            zh: `没有文件或默认参数作出规定${named}`,
            en: `No document and no default says ${parameters.join(', ')}`,
          },
        ]),
  ];
  return {
    zh: [...new Set(whys.map(({ zh }) => zh))].join('；'),
    en: [...new Set(whys.map(({ en }) => en))].join('; '),
  };
}

function isSentence(key: string): boolean {
  return key in SENTENCES || key.startsWith('route.') || key.startsWith('pipeline.');
}
