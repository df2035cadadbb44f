/** What XML cannot hold (XML 1.0, 2.2), as it is or by its number: NUL, control characters, halves of surrogate pairs. */
const raw =
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const byNumber = /&#(?:x([0-9a-f]+)|(\d+));/gi;

export interface BadCharacter {
  /** `U+0000`. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** The first character of a file that XML cannot hold. */
export function findBadCharacter(xml: string): BadCharacter | undefined {
  const found = raw.exec(xml);
  if (found) return { name: nameOf(found[0].charCodeAt(0)), line: lineOf(xml, found.index) };
  for (const match of xml.matchAll(byNumber)) {
    const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
    if (!isCharacter(code)) return { name: nameOf(code), line: lineOf(xml, match.index) };
  }
  return undefined;
}

const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const nameOf = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0').slice(0, 12)}`;
const lineOf = (xml: string, offset: number): number => xml.slice(0, offset).split('\n').length;
