/** What a spreadsheet would take for a formula is text here. */
const startsFormula = /^[=+\-@\t\r]/;

const cell = (value: string | null): string => {
  const text = value ?? '';
  return `"${(startsFormula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** Comma-separated values (RFC 4180) with a byte order mark, by which spreadsheets know that it is UTF-8. */
export const toCsv = (rows: readonly (readonly (string | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
