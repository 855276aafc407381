import { isSkillLevel, type SkillLevel } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';

/** Names of the skill levels in sentences for people. */
const LEVEL_WORDS: Readonly<Record<SkillLevel, Label>> = {
  LEVEL_5: { zh: '初级工（五级）', en: 'Level 5' },
  LEVEL_4: { zh: '中级工（四级）', en: 'Level 4' },
  LEVEL_3: { zh: '高级工（三级）', en: 'Level 3' },
  LEVEL_2: { zh: '技师（二级）', en: 'Level 2' },
  LEVEL_1: { zh: '高级技师（一级）', en: 'Level 1' },
  NONE: { zh: '不分等级', en: 'No level' },
};

export function levelWord(level: SkillLevel): Label {
  return LEVEL_WORDS[level];
}

const PARTS: Readonly<Record<string, Label>> = {
  先行拨付: { zh: '先行拨付', en: 'Advance' },
  补充申领: { zh: '补充申领', en: 'Supplementary claim' },
};

/** What separates the parts of a case's subject: kind, class or route, level, applicant, number. */
const BETWEEN = ' · ';

/** The parts of a stored subject in words: its level is stored as a code. Names and numbers stay. */
export function subjectWords(subject: string, routeWord: (name: string) => Label | undefined): readonly Label[] {
  return subject.split(BETWEEN).map((part) => {
    const level = isSkillLevel(part) ? levelWord(part) : undefined;
    return level ?? PARTS[part] ?? routeWord(part) ?? { zh: part, en: part };
  });
}

export function joinedWords(words: readonly Label[]): Label {
  return { zh: words.map(({ zh }) => zh).join(BETWEEN), en: words.map(({ en }) => en).join(BETWEEN) };
}
