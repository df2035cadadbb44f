/** `2026-01-01T00:00:00.000+0000`, as Camunda 7 writes times; always in UTC here. */
export const toCamundaDate = (millis: number): string => `${new Date(millis).toISOString().slice(0, -1)}+0000`;

export const toCamundaDateOrNull = (millis: number | null): string | null => (millis === null ? null : toCamundaDate(millis));

const written = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)?$/;

/** Camunda's format, with or without milliseconds and zone (none: UTC). Undefined for anything else. */
export function fromCamundaDate(text: string): number | undefined {
  const parts = written.exec(text);
  if (!parts) return undefined;
  const [, time = '', fraction = '', zone = 'Z'] = parts;
  const millis = Date.parse(`${time}${fraction}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(millis)) return undefined;
  // 31 February would roll over silently
  const local = millis + offsetMillis(zone);
  return new Date(local).toISOString().startsWith(time) ? millis : undefined;
}

function offsetMillis(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!parts) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}
