import { planPrograms } from '../policy/directories.ts';
import type { Label, PolicyLibrary } from '../policy/policy-pack.ts';
import { organWord } from '../texts/organ-words.ts';

/** the name of a programme of a place's annual plan; a code that no pack names stands for itself. */
export function programName(library: PolicyLibrary, jurisdiction: string, code: string): Label {
  return planPrograms(library, jurisdiction).find((program) => program.code === code)?.name ?? { zh: code, en: code };
}

/** a plan line, jurisdiction/year/organ/program, as people say it: its year, organ and programme. */
export function planLineName(library: PolicyLibrary, planLine: string): Label {
  const [jurisdiction = '', year = '', organ = '', program = ''] = planLine.split('/');
  const ofOrgan = organWord(organ);
  const ofProgram = programName(library, jurisdiction, program);
  return {
    zh: `${year} 年度 ${ofOrgan.zh} ${ofProgram.zh}`,
    en: `${year} ${ofOrgan.en} ${ofProgram.en}`,
  };
}
