/** A line of a stack: it says where, not what. */
const isPlace = (line: string): boolean => /^\s+at /.test(line);

/*
 * What people and programs quote in their messages: values in quotes (`Duplicate entry 'ilze@…'`, `"Ilze" is not valid JSON`), addresses in
 * angle brackets (`<ilze@…>: Recipient rejected`), and what looks like an address, a number of a person or what follows a `?`.
 */
const values = [/(["'`“”„‘’«»]).*["'`“”„‘’«»]/gu, /<[^>]*>/gu, /[^\s@]+@[^\s@]+/gu, /\+?\d[\d\s-]{4,}\d/gu, /\?\S+/gu];

/** The text of an error as a log may hold it: in its words, without the values that they quote; places as they stand. */
export const withoutValues = (text: string): string =>
  text
    .split('\n')
    .map((line) => (isPlace(line) ? line : values.reduce((told, value) => told.replaceAll(value, '…'), line)))
    .join('\n');
