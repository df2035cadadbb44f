/** Walks through a text with whoever parses it and tells lines, each character looked at once. */
export interface Positions {
  /** Where `text` occurs next, as line (from 1) and offset; moves behind it. */
  next(text: string): { readonly line: number; readonly offset: number };
  /** Moves behind the next occurrence of `text`, which may hold what looks like tags. */
  skip(text: string): void;
}

export function createPositions(source: string): Positions {
  const newline = /\r\n|\r|\n/g;
  let offset = 0;
  let line = 1;
  let nextBreak = newline.exec(source)?.index ?? Infinity;

  const next = (text: string) => {
    const found = source.indexOf(text, offset);
    if (found === -1) return { line, offset };
    while (nextBreak < found) {
      line += 1;
      nextBreak = newline.exec(source)?.index ?? Infinity;
    }
    offset = found + text.length;
    return { line, offset: found };
  };
  return { next, skip: (text) => void next(text) };
}
