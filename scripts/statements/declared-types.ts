import { join, relative } from 'node:path';

import {
  isCallExpression,
  isIdentifier,
  isStringLiteral,
  isTemplateExpression,
  type Node,
  type SourceFile,
} from 'typescript/unstable/ast';
import { API, isTypeReference, TypeFlags, type Checker, type Type } from 'typescript/unstable/sync';

import { ROOT } from '../../main/config.ts';

/**
 * What a value is to the driver: `text`, `number`, `boolean`, `instant`, `bytes` or `object`; with `[]` a list of them;
 * `any` fits every column.
 */
export type ValueKind = string;

/** The types that a call of `sqlText` writes: what the compiler believes of a statement. */
export interface DeclaredTypes {
  /** The statement's name; or only its beginning, where the rest is put together when it runs. */
  readonly name: string;
  /** `prisma/task/task-list.ts:102` */
  readonly place: string;
  /** The columns that the row type needs. */
  readonly columns: readonly { readonly name: string; readonly kinds: readonly ValueKind[] }[];
  readonly values: readonly (readonly ValueKind[])[];
}

/**
 * Asks the compiler for the row type and the values' types of every `sqlText` below a folder.
 * @param config path of a tsconfig.json that includes the folder
 */
export function declaredTypes(
  config = join(ROOT, 'scripts', 'statements', 'prisma.tsconfig.json'),
  folder = join(ROOT, 'prisma'),
): readonly DeclaredTypes[] {
  const api = new API({ cwd: folder });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (project === undefined) {
      throw new Error(`The compiler knows no project ${config}`);
    }
    const { program, checker } = project;
    return program
      .getSourceFileNames()
      .filter((name) => name.startsWith(`${folder}/`))
      .flatMap((name) => {
        const file = program.getSourceFile(name);
        return file === undefined ? [] : typesIn(file, checker, relative(ROOT, name));
      });
  } finally {
    api.close();
  }
}

function typesIn(file: SourceFile, checker: Checker, path: string): readonly DeclaredTypes[] {
  const found: DeclaredTypes[] = [];
  const visit = (node: Node): void => {
    if (isCallExpression(node) && isIdentifier(node.expression) && node.expression.text === 'sqlText') {
      const [row, values] = (node.typeArguments ?? []).map((argument) => checker.getTypeFromTypeNode(argument));
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({
        name: nameIn(node.arguments[0]),
        place: `${path}:${line + 1}`,
        columns: columnsOf(checker, row),
        values: elementsOf(checker, values).map((element) => kindsOf(checker, element)),
      });
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

function nameIn(argument: Node | undefined): string {
  if (argument !== undefined && isStringLiteral(argument)) {
    return argument.text;
  }
  return argument !== undefined && isTemplateExpression(argument) ? argument.head.text : '';
}

function columnsOf(checker: Checker, row: Type | undefined): DeclaredTypes['columns'] {
  if (row === undefined || (row.flags & TypeFlags.Never) !== 0) {
    return [];
  }
  return checker.getPropertiesOfType(row).map((property) => {
    const type = checker.getTypeOfSymbol(property);
    return { name: property.name, kinds: type === undefined ? ['any'] : kindsOf(checker, type) };
  });
}

/** The types between the brackets of a tuple or an array. */
function elementsOf(checker: Checker, type: Type | undefined): readonly Type[] {
  return type !== undefined && isTypeReference(type) ? checker.getTypeArguments(type) : [];
}

/** Null and undefined are of no kind. */
function kindsOf(checker: Checker, type: Type): readonly ValueKind[] {
  if (type.isUnionType() || type.isIntersectionType()) {
    const kinds = new Set(type.getTypes().flatMap((part) => kindsOf(checker, part)));
    // A branded text is a text and an object.
    return [...kinds].filter((kind) => type.isUnionType() || kinds.size === 1 || kind !== 'object');
  }
  if (checker.isArrayLikeType(type)) {
    return elementsOf(checker, type).flatMap((element) => kindsOf(checker, element).map((kind) => `${kind}[]`));
  }
  return FLAGS.flatMap(([flag, kinds]) => ((type.flags & flag) === 0 ? [] : kinds(type)));
}

const CLASSES: Readonly<Record<string, ValueKind>> = { Date: 'instant', Buffer: 'bytes' };

const FLAGS: readonly (readonly [flag: number, kinds: (type: Type) => readonly ValueKind[]])[] = [
  [TypeFlags.AnyOrUnknown, () => ['any']],
  [TypeFlags.StringLike, () => ['text']],
  [TypeFlags.NumberLike, () => ['number']],
  [TypeFlags.BooleanLike, () => ['boolean']],
  [TypeFlags.Object, (type) => [CLASSES[type.getSymbol()?.name ?? ''] ?? 'object']],
];
