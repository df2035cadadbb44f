/** Walks through a text with whoever parses it and tells lines, each character looked at once. */
export interface Positions {
  /** The line (from 1) where `text` occurs next; moves behind it. */
  next(text: string): number;
  /** Moves behind the next occurrence of `text`, which may hold what looks like tags. */
  skip(text: string): void;
}

export function createPositions(source: string): Positions {
  const newline = /\r\n|\r|\n/g;
  let at = 0;
  let line = 1;
  let nextBreak = newline.exec(source)?.index ?? Infinity;

  const moveTo = (text: string): number => {
    const found = source.indexOf(text, at);
    if (found === -1) return line;
    while (nextBreak < found) {
      line += 1;
      nextBreak = newline.exec(source)?.index ?? Infinity;
    }
    at = found + text.length;
    return line;
  };
  return { next: moveTo, skip: (text) => void moveTo(text) };
}
