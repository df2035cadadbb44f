const units = ['B', 'kB', 'MB', 'GB'];

/** `1.4 MB`, in the reader's number format. */
export function fileSize(bytes: number, number: (value: number) => string): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${number(Math.round(value * (value < 10 ? 10 : 1)) / (value < 10 ? 10 : 1))} ${units[power]}`;
}
