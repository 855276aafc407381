/** What XML 1.0 forbids even when it is escaped: all that its production `Char` leaves out. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes a text for the content or an attribute of an element; what XML forbids becomes a replacement character. */
export function xmlText(text: string): string {
  return text.replaceAll(FORBIDDEN, '\uFFFD').replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The first code points of a text, so that no character is cut in half. */
export function firstCharacters(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : characters.slice(0, most).join('');
}

/** An element with its name and its content: a text, or elements; an empty list of elements is left out. */
export type XmlElement = readonly [name: string, content: string | readonly XmlElement[], attributes?: string];

/** Writes an element with two spaces for each depth, and a line break behind every one. */
export function xmlElement([name, content, attributes = '']: XmlElement, depth = 0): string {
  const indent = '  '.repeat(depth);
  const open = attributes === '' ? name : `${name} ${attributes}`;
  if (typeof content === 'string') {
    return `${indent}<${open}>${xmlText(content)}</${name}>\n`;
  }
  return `${indent}<${open}>\n${content.map((inner) => xmlElement(inner, depth + 1)).join('')}${indent}</${name}>\n`;
}
