const units = { W: 7 * 86_400_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;

const oneDay = units.D;

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; undefined when it is none. */
export function durationMillis(duration: string): number | undefined {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!match || !/\d/.test(duration)) return undefined;
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return (
    Number(weeks) * units.W +
    Number(days) * units.D +
    Number(hours) * units.H +
    Number(minutes) * units.M +
    Number(seconds) * units.S
  );
}

/** How long a message waits for a receiver; one day unless it says otherwise. */
export const timeToLive = (duration: string | undefined): number =>
  duration === undefined ? oneDay : (durationMillis(duration) ?? oneDay);
