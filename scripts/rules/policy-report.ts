import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { IsoDate } from '../../domain/calendar.ts';
import { directoryInForce, planLines } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { listRoutes, type ListedRoute } from '../../domain/policy/route-list.ts';
import { loadPolicyLibrary, PolicyPackError } from '../../main/office/policy-packs.ts';

export interface PolicyReport {
  readonly isUsable: boolean;
  readonly lines: readonly string[];
}

interface ReportQuestion {
  /** The folder that is shipped. */
  readonly policies: string;
  /** Another folder, added to the first; a folder with its own `defaults/` replaces it. */
  readonly folder?: string;
  readonly practice: boolean;
  readonly on: IsoDate;
  /** True if the command named no day: the report uses today and states it. */
  readonly isToday?: boolean;
}

/** Reads packs as the product does; reports per jurisdiction which routes are open and what the others lack. */
export function policyReport(question: ReportQuestion): PolicyReport {
  try {
    const library = libraryOf(question);
    const jurisdictions = [...new Set(library.packs.map((pack) => pack.document.jurisdiction))]
      .filter((code) => code !== '000000')
      .toSorted();
    const listings = jurisdictions.map((jurisdiction) => ({
      jurisdiction,
      routes: listRoutes(library, { jurisdiction, on: question.on }).filter((listed) => listed.route !== null),
    }));
    return {
      isUsable: true,
      lines: [
        `${library.packs.length} 个政策包可用 · ${library.packs.length} packs can be used`,
        ...(question.isToday === true ? [dayHint(question.on)] : []),
        ...listings.flatMap(({ jurisdiction, routes }) => [
          ...jurisdictionLines(jurisdiction, question.on, routes),
          ...classNotes(library, { jurisdiction, on: question.on }, routes),
        ]),
        ...legend(listings.flatMap(({ routes }) => routes)),
      ],
    };
  } catch (error) {
    if (error instanceof PolicyPackError) {
      return { isUsable: false, lines: error.message.split('\n') };
    }
    throw error;
  }
}

function libraryOf({ policies, folder, practice }: ReportQuestion): PolicyLibrary {
  if (folder === undefined) {
    return loadPolicyLibrary(policies, { practice });
  }
  const own = resolve(folder);
  return existsSync(join(own, 'defaults'))
    ? loadPolicyLibrary(own, { practice })
    : loadPolicyLibrary(policies, { practice, also: [own] });
}

function jurisdictionLines(jurisdiction: string, on: IsoDate, routes: readonly ListedRoute[]): readonly string[] {
  const open = routes.filter(({ missing }) => missing.length === 0).length;
  return [
    '',
    `${jurisdiction} ${on}: ${open} 开放 · open, ${routes.length - open} 未开放 · closed`,
    ...routes.map(({ code, number, missing }) => {
      const lacks = missing.length === 0 ? 'open' : `lacks ${missing.map(({ key }) => key).join(', ')}`;
      return `  ${(number ?? '').padEnd(3)} ${code}: ${lacks}`;
    }),
  ];
}

function dayHint(on: IsoDate): string {
  return `按今天 ${on} 的规定；其他日期请加 --on，例如 --on 2025-06-01 · the law of today, ${on}; another day: --on 2025-06-01`;
}

/** The data that classes of a jurisdiction would lack, although it closes no route. */
function classNotes(
  library: PolicyLibrary,
  at: { readonly jurisdiction: string; readonly on: IsoDate },
  routes: readonly ListedRoute[],
): readonly string[] {
  if (!routes.some(({ route }) => route?.intake === 'class')) {
    return [];
  }
  const hasDirectory = directoryInForce(library, at.jurisdiction, at.on) !== undefined;
  return [
    ...(hasDirectory
      ? []
      : ['  注意 · note: 没有机构和职业目录 · no directory of institutions/occupations (directories:)']),
    ...(planLines(library, at.jurisdiction).length > 0
      ? []
      : ['  注意 · note: 没有计划项目 · no plan lines (planLines:)']),
  ];
}

/** Explains each missing key once. */
function legend(routes: readonly ListedRoute[]): readonly string[] {
  const sentences = new Map(routes.flatMap(({ missing }) => missing).map(({ key, zh, en }) => [key, `${zh} · ${en}`]));
  const lines = [...sentences].map(([key, sentence]) => `  ${key}: ${sentence}`).toSorted((a, b) => (a < b ? -1 : 1));
  return lines.length === 0 ? [] : ['', '缺少的内容 · What is lacking:', ...lines];
}
