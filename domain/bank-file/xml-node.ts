/** An element of a bank's file: its name without a prefix, its text, its children. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

/** The first element below a path of names. */
export function nodeAt(node: XmlNode | undefined, path: string): XmlNode | undefined {
  return path.split('/').reduce<XmlNode | undefined>((at, name) => at?.children.find((one) => one.name === name), node);
}

/** The text of the first element below one of the paths that has one; null without any. */
export function textAt(node: XmlNode | undefined, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = nodeAt(node, path)?.text.trim() ?? '';
    if (text !== '') {
      return text;
    }
  }
  return null;
}

/** The texts of all elements of a name below a path. */
export function textsAt(node: XmlNode | undefined, path: string, name: string): readonly string[] {
  const found = nodeAt(node, path)?.children ?? [];
  return found.filter((one) => one.name === name).map(({ text }) => text.trim());
}
