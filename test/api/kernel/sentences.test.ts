import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldMessage, problemText } from '../../../api/kernel/messages.ts';
import { REFUSAL_CODES } from '../../../domain/codes.ts';
import { refusedFormula } from '../../../domain/line/counted-line.ts';
import { diagnose } from '../../../domain/oversight/diagnose.ts';
import { refusalLabel } from '../../../domain/texts/refusal-labels.ts';
import { ROOT } from '../../../main/config.ts';
import { PROBLEM_CODES } from '../../../schemas/problem-codes.ts';
import { CALM, NOW, task } from '../../support/diagnosis-facts.ts';

const LANGUAGES = ['zh', 'en'] as const;
/** A code of the contract or an id. Settings (`BUTIE_…`) are named to the operators who set them. */
const CODE = /\b(?!BUTIE_)[A-Z]{2,}_[A-Z]|\b(?:clm|tsk|lin|fil|ntc|pob|act)_/;

describe('no sentence for people has a code', () => {
  it('in titles and details of every problem, in both languages', () => {
    const said = PROBLEM_CODES.flatMap((code) =>
      LANGUAGES.flatMap((language) => {
        const { title, detail } = problemText(code, {}, language);
        return [title, detail].map((text) => `${code}: ${text}`);
      }),
    );
    expect(said.filter((text) => CODE.test(text.slice(text.indexOf(': ') + 1)))).toEqual([]);
  });

  it('in the message of any place in a request: each code that routes and schemas give has words', () => {
    const given = ['api', 'schemas', 'domain'].flatMap(filesIn).flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/(?:pointer|params)[^;]{0,80}?code: '([A-Z_]+)'/g)].map(([, code = '']) => code);
    });
    expect(given.length).toBeGreaterThan(20);
    const said = [...new Set(given)].flatMap((code) =>
      LANGUAGES.map((language) => [code, fieldMessage(code, language)]),
    );
    expect(said.filter(([code, text = '']) => text === code || CODE.test(text))).toEqual([]);
    expect(said.filter(([, text]) => text === '此项内容不符合要求')).toEqual([]);
  });

  it('in the formula of a refused line, for every reason', () => {
    const said = REFUSAL_CODES.map((code) => refusedFormula([refusalLabel(code, '')]));
    expect(said.filter(({ zh, en }) => CODE.test(zh) || CODE.test(en))).toEqual([]);
  });

  it('in why a claim waits: sides, registers, holds and outcomes have words', () => {
    const notice = {
      noticeId: 'ntc_1',
      state: 'confirmedByOne',
      sinceMs: NOW,
      endsAtMs: null,
      confirmedSides: ['department'],
      openObjections: 0,
    };
    const hold = { holdId: 'hld_1', category: 'SOME_CATEGORY', sinceMs: NOW, untilMs: null, case: null };
    const said = [
      diagnose({ ...CALM, state: 'noticePending', notice, tasks: [task()] }),
      diagnose({ ...CALM, waitingRegister: 'certificates' }),
      diagnose({ ...CALM, waitingRegister: 'subsidies' }),
      diagnose({ ...CALM, state: 'suspended', hold }),
      diagnose({ ...CALM, state: 'rejected', outcome: 'RETURN_LAPSED' }),
    ].flatMap(({ sentence, sentenceForApplicant }) => [sentence, sentenceForApplicant]);
    expect(said.filter(({ zh, en }) => CODE.test(zh) || CODE.test(en))).toEqual([]);
    expect(said[0]?.zh).toContain('责任部门');
    expect(said.at(-2)?.zh).toContain('逾期未补正');
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}
